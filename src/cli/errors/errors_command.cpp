#include "cli/errors/errors_command.hpp"

#include <algorithm>
#include <memory>

#include "base/ascii.hpp"
#include "cli/errors/errors_page.hpp"
#include "cli/text/table.hpp"
#include "domain/error/error_catalogue.hpp"
#include "domain/error/error_operations.hpp"

namespace roomkey {
namespace {

struct ErrorsFlags {
    std::string word;
    std::string language{wire_name(Language::en_us)};
    bool is_json = false;
    bool wants_reference = false;
};

/// Whether the word, in lower case, stands in what the entry says in either language.
bool mentions(ErrorEntry const& entry, std::string const& word) {
    auto const status = std::to_string(entry.status);
    std::string_view const texts[] = {
        entry.wire_code,  reason_name(entry.code), status,
        entry.message.zh, entry.message.en,        entry.when.zh,
        entry.when.en,    entry.remedy.zh,         entry.remedy.en,
    };
    return std::any_of(std::begin(texts), std::end(texts), [&](std::string_view text) {
        return lower_text(text).find(word) != std::string::npos;
    });
}

std::vector<ErrorEntry const*> entries_with(std::string const& word) {
    std::vector<ErrorEntry const*> found;
    for (auto const& entry : error_catalogue()) {
        if (mentions(entry, lower_text(word))) found.push_back(&entry);
    }
    return found;
}

/// The document of the server with the entries that were found.
boost::json::value json_of(std::vector<ErrorEntry const*> const& entries,
                           std::string const& document) {
    boost::json::array kept;
    auto const whole = boost::json::parse(document);
    for (auto const& error : whole.at("errors").as_array()) {
        std::string_view const reason = error.at("reason").as_string();
        bool const is_kept = std::any_of(entries.begin(), entries.end(), [&](auto const* entry) {
            return reason_name(entry->code) == reason;
        });
        if (is_kept) kept.push_back(error);
    }
    return boost::json::object{{"errors", std::move(kept)}};
}

std::string table_of(std::vector<ErrorEntry const*> const& entries, Language language) {
    std::vector<std::vector<std::string>> rows;
    rows.reserve(entries.size());
    for (auto const* entry : entries) {
        rows.push_back({std::string(entry->wire_code), std::to_string(entry->status),
                        std::string(reason_name(entry->code)),
                        std::string(entry->message.in(language))});
    }
    bool const is_zh = language == Language::zh_cn;
    return is_zh ? render_table({"错误码", "HTTP", "原因名称", "错误描述"}, rows)
                 : render_table({"CODE", "HTTP", "REASON", "MESSAGE"}, rows);
}

std::string details_of(ErrorEntry const& entry, Language language) {
    bool const is_zh = language == Language::zh_cn;
    std::string operations;
    for (auto const name : operations_answering(entry.code)) {
        if (!operations.empty()) operations += is_zh ? "、" : ", ";
        operations += name;
    }
    auto const text = [&](Bilingual const& both) { return std::string(both.in(language)); };
    return render_fields({
        {is_zh ? "错误码" : "Code", std::string(entry.wire_code)},
        {"HTTP", std::to_string(entry.status)},
        {is_zh ? "原因名称" : "Reason", std::string(reason_name(entry.code))},
        {is_zh ? "错误描述" : "Message", text(entry.message)},
        {is_zh ? "出现情形" : "When", text(entry.when)},
        {is_zh ? "处理方法" : "What to do", text(entry.remedy)},
        {is_zh ? "接口" : "Operations", operations.empty() ? "-" : operations},
        {is_zh ? "来源" : "Origin",
         std::string(wire_name(entry.origin)) + (is_zh ? "。" : ". ") + text(entry.origin_note)},
    });
}

std::string text_of(std::vector<ErrorEntry const*> const& entries, ErrorsFlags const& flags) {
    auto const language =
        flags.language == wire_name(Language::zh_cn) ? Language::zh_cn : Language::en_us;
    if (flags.word.empty()) return table_of(entries, language);
    std::string text;
    for (auto const* entry : entries) {
        if (!text.empty()) text += '\n';
        text += details_of(*entry, language);
    }
    return text;
}

int show_errors(CommandRunner& runner, ErrorsFlags const& flags) {
    auto const& console = runner.console();
    if (flags.wants_reference) {
        console.out << errors_page();
        return exit_ok;
    }
    auto const entries = entries_with(flags.word);
    if (entries.empty()) {
        console.err << "roomkey: no error has this code or word: " << printable(flags.word)
                    << " (see: roomkey errors)\n";
        return exit_failed;
    }
    if (flags.is_json) {
        runner.output(true).show(json_of(entries, runner.host().errors_json()), {});
    } else {
        runner.output(false).show({}, text_of(entries, flags));
    }
    return exit_ok;
}

}  // namespace

void add_errors_command(CLI::App& root, CommandRunner& runner) {
    auto const flags = std::make_shared<ErrorsFlags>();
    auto& command = *root.add_subcommand(
        "errors", "Look up the errors that the server returns: when they occur and what to do");
    command
        .add_option("CODE,--find", flags->word,
                    "A code such as " +
                        std::string(error_entry(ErrorCode::account_unknown).wire_code) +
                        ", or a word of its texts; all if omitted")
        ->type_name("");
    command.add_option("--lang", flags->language, "Language of the texts: zh-CN, en-US")
        ->type_name("LANGUAGE")
        ->check(one_of(
            {std::string(wire_name(Language::zh_cn)), std::string(wire_name(Language::en_us))}))
        ->capture_default_str();
    command.add_flag("--json", flags->is_json, "Print one JSON value, with both languages");
    command.add_flag("--reference", flags->wants_reference,
                     "Print only the reference page of all errors");
    runner.perform(command, [&runner, flags] { return show_errors(runner, *flags); });
}

}  // namespace roomkey
