#include "delivery/email_templates.hpp"

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/plain_text.hpp"
#include "delivery/builtin_email.hpp"
#include "delivery/message_text.hpp"

namespace roomkey {
namespace {

/// More is not a letter; mail programs clip at about 100 KiB.
constexpr std::uintmax_t file_bytes_max = 64 * 1024UL;

std::size_t index_of(Language language) { return static_cast<std::size_t>(language); }

Error file_error(std::filesystem::path const& file, std::string const& expected) {
    return invalid_field(file.string(), Fault::not_allowed, expected);
}

Result<std::string> read_file(std::filesystem::path const& file) {
    std::error_code error;
    if (std::filesystem::file_size(file, error) > file_bytes_max || error) {
        return file_error(file, "a file of at most 64 KiB");
    }
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return unavailable("cannot read " + file.string());
    auto plain = plain_text(text);
    if (!plain) return file_error(file, std::string(plain_text_expected));
    return std::move(*plain);
}

/// Applies one file to `words`; false if its name is not one of ours.
Result<bool> take_file(std::filesystem::path const& file, std::array<EmailTemplate, 2>& words) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto& target = words.at(index_of(language));
        auto const stem = "email." + std::string(language_tag(language));
        if (file.filename() == stem + ".html") {
            target.html = TRY(read_file(file));
            return true;
        }
        if (file.filename() == "sms." + std::string(language_tag(language)) + ".txt") {
            auto words_of_sms = TRY(read_file(file));
            while (words_of_sms.ends_with('\n')) words_of_sms.pop_back();
            if (words_of_sms.empty()) return file_error(file, "{{code}} at least once");
            target.sms = std::move(words_of_sms);
            return true;
        }
        if (file.filename() == stem + ".txt") {
            auto const text = TRY(read_file(file));
            auto parsed = parse_email_text(text);
            if (!parsed.ok()) return file_error(file, parsed.error().expected);
            target.subject = std::move(parsed->subject);
            target.text = std::move(parsed->text);
            return true;
        }
    }
    return false;
}

Result<std::vector<std::filesystem::path>> entries_of(std::filesystem::path const& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> entries;
    std::filesystem::directory_iterator entry(folder, error);
    // Not a range loop: that would throw where this one stops.
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        entries.push_back(entry->path());
    }
    if (error) return unavailable("cannot read " + folder.string() + ": " + error.message());
    return entries;
}

bool is_corp_id(std::string const& name) { return name.size() == 9 && consists_of(name, is_digit); }

}  // namespace

EmailTemplates::ByLanguage EmailTemplates::builtin() {
    return {builtin_email(Language::zh_cn, false), builtin_email(Language::en_us, false)};
}

Result<EmailTemplates> EmailTemplates::load(std::filesystem::path const& folder) {
    EmailTemplates templates;
    std::error_code error;
    if (!std::filesystem::exists(folder, error)) return templates;
    templates.general_ = TRY(load_folder(folder, builtin()));
    for (auto const& entry : TRY(entries_of(folder))) {
        if (!std::filesystem::is_directory(entry, error)) continue;
        auto const name = entry.filename().string();
        if (!is_corp_id(name)) return file_error(entry, "the id of an enterprise, 9 digits");
        auto words = TRY(load_folder(entry, templates.general_));
        templates.by_corp_.emplace(CorpId{name}, std::move(words));
    }
    return templates;
}

Result<EmailTemplates::ByLanguage> EmailTemplates::load_folder(std::filesystem::path const& folder,
                                                               ByLanguage fallback) {
    auto words = std::move(fallback);
    for (auto const& file : TRY(entries_of(folder))) {
        std::error_code error;
        if (std::filesystem::is_directory(file, error)) continue;
        if (!TRY(take_file(file, words))) {
            return file_error(file,
                              "email.zh-CN.txt, email.zh-CN.html, sms.zh-CN.txt, email.en-US.txt, "
                              "email.en-US.html or sms.en-US.txt");
        }
    }
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto const status = check_email_template(words.at(index_of(language)));
        if (status.ok()) continue;
        bool const is_sms = status.error().field == "sms";
        auto const extension = status.error().field == "html" ? ".html" : ".txt";
        auto const name =
            (is_sms ? "sms." : "email.") + std::string(language_tag(language)) + extension;
        return file_error(folder / name, status.error().expected);
    }
    return words;
}

EmailTemplates::ByLanguage const& EmailTemplates::of(CorpId const& corp) const {
    auto const own = by_corp_.find(corp);
    return own == by_corp_.end() ? general_ : own->second;
}

Secret EmailTemplates::render_sms(OutgoingMessage const& message) const {
    auto const& words = of(message.corp_id).at(index_of(message.language));
    bool const is_builtin = words.sms.empty() || message.has_password;
    return is_builtin ? message_text(message).body : fill_sms(words, message_parts(message));
}

EmailContent EmailTemplates::render(OutgoingMessage const& message, std::string_view link) const {
    auto const& words = of(message.corp_id).at(index_of(message.language));
    if (!message.is_of_hard_terminal) return fill_email(words, message_parts(message), link);
    return fill_email(for_hard_terminal(words, message.language), message_parts(message), link);
}

}  // namespace roomkey
