#include "delivery/email_templates.hpp"

#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/file.hpp"
#include "base/plain_text.hpp"
#include "delivery/builtin_email.hpp"
#include "delivery/message_text.hpp"
#include "delivery/password_text.hpp"

namespace roomkey {
namespace {

/// More is not a letter; mail programs clip at about 100 KiB.
constexpr std::uintmax_t file_bytes_max = 64 * 1024UL;

constexpr std::string_view email_medium = "email";
constexpr std::string_view sms_medium = "sms";
/// Before the medium in the names of files for messages with a password.
constexpr std::string_view password_prefix = "password-";

std::string file_name(std::string_view prefix, std::string_view medium, Language language,
                      std::string_view extension) {
    std::string name(prefix);
    return name.append(medium).append(".").append(language_tag(language)).append(extension);
}

std::size_t index_of(Language language) { return static_cast<std::size_t>(language); }

Error file_error(std::filesystem::path const& file, std::string const& expected) {
    return invalid_field(file.string(), Fault::not_allowed, expected);
}

Result<std::string> read_template(std::filesystem::path const& file) {
    std::error_code error;
    if (std::filesystem::file_size(file, error) > file_bytes_max || error) {
        return file_error(file, "a file of at most 64 KiB");
    }
    auto plain = plain_text(TRY(read_file(file)));
    if (!plain) return file_error(file, std::string(plain_text_expected));
    return std::move(*plain);
}

/// Applies one file to `words`, which are those of its language.
Status take_words(std::filesystem::path const& file, std::string_view medium,
                  EmailTemplate& words) {
    auto text = TRY(read_template(file));
    if (file.extension() == ".html") {
        if (text.empty()) return file_error(file, "HTML");
        words.html = std::move(text);
        return Done{};
    }
    bool const is_sms = medium == sms_medium;
    auto parsed = is_sms ? parse_sms_text(text) : parse_email_text(text);
    if (!parsed.ok()) return file_error(file, parsed.error().expected);
    auto const& body = is_sms ? parsed->sms : parsed->text;
    if (body.empty()) return file_error(file, "the words of a message");
    if (is_sms) {
        words.sms = std::move(parsed->sms);
        words.sms_parameters = std::move(parsed->sms_parameters);
    } else {
        words.subject = std::move(parsed->subject);
        words.text = std::move(parsed->text);
    }
    return Done{};
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
    return {Words{builtin_email(Language::zh_cn, false), {}},
            Words{builtin_email(Language::en_us, false), {}}};
}

Result<bool> EmailTemplates::take_file(std::filesystem::path const& file, ByLanguage& words) {
    auto const name = file.filename().string();
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto& target = words.at(index_of(language));
        for (bool const is_of_password : {false, true}) {
            auto const prefix = is_of_password ? password_prefix : std::string_view{};
            for (auto const medium : {email_medium, sms_medium}) {
                bool const is_it = name == file_name(prefix, medium, language, ".txt") ||
                                   (medium == email_medium &&
                                    name == file_name(prefix, medium, language, ".html"));
                if (!is_it) continue;
                TRY(take_words(file, medium, is_of_password ? target.password : target.code));
                return true;
            }
        }
    }
    return false;
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
                              "email.zh-CN.txt, email.zh-CN.html, sms.zh-CN.txt, the same with "
                              "password- in front, or with en-US");
        }
    }
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto const& own = words.at(index_of(language));
        for (bool const is_of_password : {false, true}) {
            auto const status = is_of_password ? check_password_template(own.password)
                                               : check_email_template(own.code);
            if (status.ok()) continue;
            auto const& field = status.error().field;
            auto const name = file_name(is_of_password ? password_prefix : std::string_view{},
                                        field == "sms" ? sms_medium : email_medium, language,
                                        field == "html" ? ".html" : ".txt");
            return file_error(folder / name, status.error().expected);
        }
    }
    return words;
}

EmailTemplates::ByLanguage const& EmailTemplates::of(CorpId const& corp) const {
    auto const own = by_corp_.find(corp);
    return own == by_corp_.end() ? general_ : own->second;
}

EmailTemplate const& EmailTemplates::words_of(OutgoingMessage const& message) const {
    auto const& words = of(message.corp_id).at(index_of(message.language));
    return message.has_password ? words.password : words.code;
}

Secret EmailTemplates::render_sms(OutgoingMessage const& message) const {
    auto const& words = words_of(message);
    if (words.sms.empty()) return message_text(message).body;
    if (message.has_password) return fill_password_sms(words, password_parts(message));
    return fill_sms(words, message_parts(message));
}

std::string_view EmailTemplates::sms_parameters(OutgoingMessage const& message) const {
    return words_of(message).sms_parameters;
}

EmailContent EmailTemplates::render(OutgoingMessage const& message, std::string_view link) const {
    auto const& words = words_of(message);
    if (message.has_password) {
        auto content = fill_password_email(words, password_parts(message));
        if (!words.text.empty()) return content;
        auto builtin = password_text(message);
        return {std::move(builtin.subject), std::move(builtin.body), std::move(content.html)};
    }
    if (!message.is_of_hard_terminal) return fill_email(words, message_parts(message), link);
    return fill_email(for_hard_terminal(words, message.language), message_parts(message), link);
}

}  // namespace roomkey
