#include "api/directory/search_users.hpp"

#include <boost/json.hpp>

#include "api/reply.hpp"
#include "domain/activation/serial_number.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

json::value text_or_null(std::string const& text) {
    if (text.empty()) return nullptr;
    return json::value(text);
}

/// The vendor has no field for the device; clients pass over what they do not know.
void add_device_fields(json::object& object, Binding const& binding,
                       std::vector<std::string> const& sn_accounts) {
    object["sn"] = binding.sn;
    object["snIsPlaceholder"] = is_placeholder_sn(binding.sn);
    object["snAlsoAt"] = json::array(sn_accounts.begin(), sn_accounts.end());
}

void add_terminal_fields(json::object& object, FoundUser const& found) {
    object["visionAccount"] = nullptr;
    object["activeTime"] = nullptr;
    object["activeCodeExpireTime"] = nullptr;
    object["expireTime"] = nullptr;
    object["activeCode"] = nullptr;
    if (!found.row.terminal) return;
    auto const& terminal = *found.row.terminal;
    if (found.row.user.type == UserType::smart_tv) {
        object["visionAccount"] = found.row.user.account;
    }
    if (terminal.binding) {
        object["activeTime"] = unix_milliseconds(terminal.binding->bound_at);
        add_device_fields(object, *terminal.binding, found.row.sn_accounts);
    }
    if (terminal.code) {
        object["activeCodeExpireTime"] = unix_milliseconds(terminal.code->expires_at);
        object["activeCode"] = found.code.reveal();
    }
}

json::object user_object(FoundUser const& found) {
    User const& user = found.row.user;
    json::object object;
    object["id"] = user.id.value;
    object["userAccount"] = user.account;
    object["name"] = user.name;
    object["englishName"] = user.english_name;
    object["phone"] = user.phone;
    object["country"] = user.country;
    object["email"] = user.email;
    object["vmrId"] = "";  // Personal meeting rooms do not exist here.
    object["deptCode"] = user.department_code;
    object["deptNamePath"] = found.row.department_name_path;
    object["userType"] = static_cast<int>(user.type);
    object["adminType"] = static_cast<int>(user.admin_type);
    object["signature"] = user.signature;
    object["title"] = user.title;
    object["desc"] = user.description;
    object["status"] = static_cast<int>(user.status);
    object["sortLevel"] = user.sort_level;
    object["hidePhone"] = user.hide_phone;
    object["thirdAccount"] = text_or_null(user.third_account);
    object["license"] = 0;
    add_terminal_fields(object, found);
    return object;
}

Result<UserSortField> sort_field(std::optional<std::string> const& name) {
    struct Row {
        std::string_view name;
        UserSortField field;
    };
    constexpr Row rows[] = {
        {"userType", UserSortField::user_type},  {"adminType", UserSortField::admin_type},
        {"ldapAccount", UserSortField::account}, {"deptCode", UserSortField::department},
        {"status", UserSortField::status},       {"sortLevel", UserSortField::sort_level},
    };
    if (!name) return UserSortField::none;
    for (auto const& row : rows) {
        if (row.name == *name) return row.field;
    }
    return invalid_field("sortField", Fault::unknown_value,
                         "userType, adminType, ldapAccount, deptCode, status, sortLevel");
}

Result<std::vector<UserType>> user_types(std::vector<std::string> const& items) {
    std::vector<UserType> types;
    for (auto const& item : items) {
        if (item == "2") {
            types.push_back(UserType::member);
        } else if (item == "12") {
            types.push_back(UserType::smart_tv);
        } else if (item == "13") {
            types.push_back(UserType::idea_hub);
        } else if (item == "14") {
            types.push_back(UserType::smart_rooms);
        } else {
            return invalid_field("userType", Fault::unknown_value, "2, 12, 13, 14");
        }
    }
    if (types.empty()) types.push_back(UserType::member);
    return types;
}

Result<UserSearch> parse_search(Query const& query) {
    UserSearch search;
    search.page = TRY(query.page());
    search.text = TRY(query.text("searchKey")).value_or("");
    search.sort = TRY(sort_field(TRY(query.text("sortField"))));
    search.is_ascending = TRY(query.boolean("isAsc")).value_or(true);
    search.department_code = TRY(query.text("deptCode")).value_or("");
    search.with_sub_departments = TRY(query.boolean("enableSubDept")).value_or(true);
    if (auto const type = TRY(query.integer("adminType", 1, 2, "1, 2"))) {
        search.admin_type = static_cast<AdminType>(*type);
    }
    if (auto const status = TRY(query.integer("status", 0, 1, "0, 1"))) {
        search.status = static_cast<AccountStatus>(*status);
    }
    search.types = TRY(user_types(query.list("userType")));
    search.with_inactive_terminals = TRY(query.boolean("containsUnActive")).value_or(false);
    // Deprecated by the vendor and without effect, but a malformed value is still an error.
    TRY(query.boolean("enableRoom"));
    return search;
}

}  // namespace

Result<HttpReply> search_users(SearchUsers const& use_case, Call const& call) {
    SearchUsersRequest request;
    request.access_token = call.access_token();
    request.search = TRY(parse_search(call.query));
    auto const page = TRY(use_case.run(request));
    json::array data;
    for (auto const& found : page.data) data.push_back(user_object(found));
    json::object answer;
    answer["offset"] = page.offset;
    answer["limit"] = page.limit;
    answer["count"] = page.count;
    answer["data"] = std::move(data);
    return json_reply(answer);
}

}  // namespace roomkey
