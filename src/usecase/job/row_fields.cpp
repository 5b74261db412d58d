#include "usecase/job/row_fields.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "domain/account/terminal_labels.hpp"
#include "domain/job/csv_table.hpp"
#include "usecase/job/row_kind.hpp"

namespace roomkey {
namespace {

constexpr char value_mark = '\x1F';
constexpr char field_mark = '\x1E';

/// How people call a field, besides its name.
struct Label {
    std::string_view field;
    std::string_view zh;
    std::string_view en;
};

constexpr Label labels[] = {
    {"account", "帐号", "Account"},
    {"devName", "终端名称", "Terminal name"},
    {"devType", "终端类型", "Terminal type"},
    {"name", "名称", "Name"},
    {"englishName", "英文名", "English name"},
    {"thirdAccount", "第三方用户 ID", "Third-party id"},
    {"deptCode", "部门编码", "Department code"},
    {"country", "国家", "Country"},
    {"smsNumber", "手机号码", "Phone"},
    {"phone", "手机号码", "Phone"},
    {"emailAddr", "邮箱", "Email"},
    {"email", "邮箱", "Email"},
    {"description", "描述", "Description"},
    {"desc", "描述", "Description"},
    {"title", "职位", "Title"},
    {"signature", "签名", "Signature"},
    {"status", "状态", "Status"},
    {"sortLevel", "排序", "Sort level"},
    {"hidePhone", "隐藏手机号码", "Hide phone"},
    {"sn", "序列号", "Serial number"},
    {"model", "型号", "Model"},
    {"prjCodeMode", "投屏码模式", "Projection code mode"},
    {"sendNotify", "发送通知", "Send notice"},
    {"note", "备忘", "Note"},
    {"assetNumber", "资产编号", "Asset number"},
    {"tags", "标签", "Tags"},
    {"tagsAdd", "添加标签", "Add tags"},
    {"tagsRemove", "移除标签", "Remove tags"},
};

/// Of an exported table, without what its rows are about.
constexpr std::string_view result_columns[] = {"row", "state", "reason", "message", "settleTime"};

/// The field that a column names; empty if none.
std::string_view field_named(std::span<std::string_view const> fields, std::string const& column) {
    for (auto const field : fields) {
        if (is_same_ignoring_case(field, column)) return field;
        for (auto const& label : labels) {
            bool const is_it = label.zh == column || is_same_ignoring_case(label.en, column);
            if (label.field == field && is_it) return field;
        }
    }
    return {};
}

bool is_of_result(std::string const& column) {
    return std::any_of(std::begin(result_columns), std::end(result_columns),
                       [&](auto name) { return is_same_ignoring_case(name, column); });
}

std::string listed(std::span<std::string_view const> names) {
    std::string list;
    for (auto const name : names) list += (list.empty() ? "" : ", ") + std::string{name};
    return list;
}

/// What a refusal calls a column, which may be anything.
std::string column_name(std::string const& column) {
    constexpr std::size_t shown_length = 64;
    return "csv, column " + std::string{utf8_start(column, shown_length)};
}

/// The field of each column; empty for one to pass over.
Result<std::vector<std::string_view>> fields_of(std::span<std::string_view const> known,
                                                std::vector<std::string> const& columns) {
    std::vector<std::string_view> fields;
    for (auto const& column : columns) {
        auto const field = field_named(known, column);
        if (field.empty() && !is_of_result(column)) {
            return invalid_field(column_name(column), Fault::unknown_value, listed(known));
        }
        bool const is_repeated =
            !field.empty() && std::find(fields.begin(), fields.end(), field) != fields.end();
        if (is_repeated) return invalid_field(column_name(column), Fault::duplicated);
        fields.push_back(field);
    }
    return fields;
}

}  // namespace

std::string const& text_of(RowFields const& fields, std::string_view name) {
    static std::string const none;
    for (auto const& [field, text] : fields) {
        if (field == name) return text;
    }
    return none;
}

FieldSource source_of(RowFields const& fields) {
    return [&fields](FieldRule const& rule) -> Result<FieldValue> {
        auto const found = std::find_if(fields.begin(), fields.end(),
                                        [&](auto const& each) { return each.first == rule.name; });
        if (found == fields.end()) return FieldValue{};
        auto text = found->second;
        if (text.empty()) return rule.is_list ? FieldValue::of_list({}) : FieldValue::of_text({});
        if (rule.is_list) std::replace(text.begin(), text.end(), ';', ',');
        return parse_field(rule, {text});
    };
}

std::string packed(RowFields const& fields) {
    std::string text;
    for (auto const& [field, value] : fields) {
        text += field;
        text += value_mark;
        text += value;
        text += field_mark;
    }
    return text;
}

RowFields unpacked(std::string_view text) {
    RowFields fields;
    for (auto end = text.find(field_mark); end != std::string_view::npos;
         end = text.find(field_mark)) {
        auto const field = text.substr(0, end);
        auto const middle = field.find(value_mark);
        if (middle != std::string_view::npos) {
            fields.emplace_back(field.substr(0, middle), field.substr(middle + 1));
        }
        text.remove_prefix(end + 1);
    }
    return fields;
}

std::string row_context(JobId const& job, std::int64_t number) {
    return job.value + ' ' + std::to_string(number);
}

bool clears_if_empty(std::string_view field) {
    return field == "note" || field == "assetNumber" || field == "tags";
}

Result<std::vector<RowFields>> rows_of_table(JobKind kind, std::string_view csv) {
    auto table = TRY(read_csv(csv, "csv"));
    auto const fields = TRY(fields_of(row_kind(kind).columns, table.columns));
    std::vector<RowFields> rows;
    rows.reserve(table.rows.size());
    for (auto& cells : table.rows) {
        RowFields row;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].empty()) continue;
            if (cells[i].empty() && !clears_if_empty(fields[i])) continue;
            row.emplace_back(fields[i], std::move(cells[i]));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

RowFields row_naming(JobKind kind, std::string named) {
    if (named.empty()) return {};
    return {{std::string(row_kind(kind).named_by()), std::move(named)}};
}

void add_defaults(JobKind kind, RowDefaults const& defaults, RowFields& fields) {
    auto const act = row_kind(kind).act;
    auto const known = row_kind(kind).columns;
    auto const add = [&](std::string_view name, std::string const& text) {
        bool const is_known = std::find(known.begin(), known.end(), name) != known.end();
        if (is_known && !text.empty() && text_of(fields, name).empty()) {
            fields.emplace_back(name, text);
        }
    };
    for (auto const* const phone : {"phone", "smsNumber"}) {
        auto const& text = text_of(fields, phone);
        if (!text.empty() && !text.starts_with('+')) add("country", defaults.country);
    }
    // An update changes what it names.
    if (act != RowAct::update) add("deptCode", defaults.department_code);
    bool const has_contact =
        !text_of(fields, "smsNumber").empty() || !text_of(fields, "emailAddr").empty();
    bool const sends_code = act == RowAct::reset || act == RowAct::create;
    if (sends_code && !has_contact) add("emailAddr", defaults.email);
    add("tagsAdd", joined_tags(defaults.added_tags));
    add("tagsRemove", joined_tags(defaults.removed_tags));
}

}  // namespace roomkey
