#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string_view>

#include "base/id.hpp"
#include "base/result.hpp"
#include "delivery/channel.hpp"
#include "delivery/email_template.hpp"

namespace roomkey {

/// The templates of all enterprises, for mail and text messages, with codes and with passwords. An
/// operator overrides the built-in ones with the files `email.zh-CN.txt`, `email.zh-CN.html`,
/// `sms.zh-CN.txt`, `password-email.zh-CN.txt`, `password-email.zh-CN.html`,
/// `password-sms.zh-CN.txt`, and the same for en-US, in a folder, or for one enterprise in the
/// folder below it that has the enterprise's id as its name.
class EmailTemplates {
public:
    /// The built-in ones.
    EmailTemplates() = default;
    /// With those of `folder`, if it exists. `invalid_parameter` for a file that cannot be used or
    /// has another name, with the file as its field; `unavailable` if one cannot be read.
    static Result<EmailTemplates> load(std::filesystem::path const& folder);

    /// What the receiver of `message` reads; `link` is the activation link of its code, and not
    /// used if it has a password.
    [[nodiscard]] EmailContent render(OutgoingMessage const& message, std::string_view link) const;

    /// The text message that the receiver of `message` reads; the built-in one if the operator has
    /// no words for it.
    [[nodiscard]] Secret render_sms(OutgoingMessage const& message) const;
    /// What the operator has Kannel told with this text message, as in a query; may be empty. Lives
    /// as long as this.
    [[nodiscard]] std::string_view sms_parameters(OutgoingMessage const& message) const;

private:
    struct Words {
        EmailTemplate code;
        EmailTemplate password;
    };
    using ByLanguage = std::array<Words, 2>;

    [[nodiscard]] ByLanguage const& of(CorpId const& corp) const;
    /// Of the kind and language of the message.
    [[nodiscard]] EmailTemplate const& words_of(OutgoingMessage const& message) const;
    static Result<bool> take_file(std::filesystem::path const& file, ByLanguage& words);
    static Result<ByLanguage> load_folder(std::filesystem::path const& folder, ByLanguage fallback);

    ByLanguage general_ = builtin();
    std::map<CorpId, ByLanguage> by_corp_;

    static ByLanguage builtin();
};

}  // namespace roomkey
