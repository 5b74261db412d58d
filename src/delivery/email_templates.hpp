#pragma once

#include <array>
#include <filesystem>
#include <map>

#include "base/id.hpp"
#include "base/result.hpp"
#include "delivery/channel.hpp"
#include "delivery/email_template.hpp"

namespace roomkey {

/// The templates of all enterprises, for mail and text messages. An operator overrides the built-in
/// ones with the files `email.zh-CN.txt`, `email.zh-CN.html`, `sms.zh-CN.txt`, and the same for
/// en-US, in a folder, or for one enterprise in the folder below it that has the enterprise's id as
/// its name.
class EmailTemplates {
public:
    /// The built-in ones.
    EmailTemplates() = default;
    /// With those of `folder`, if it exists. `invalid_parameter` for a file that cannot be used or
    /// has another name, with the file as its field; `unavailable` if one cannot be read.
    static Result<EmailTemplates> load(std::filesystem::path const& folder);

    /// What the receiver of `message` reads; `link` is the activation link of its code.
    [[nodiscard]] EmailContent render(OutgoingMessage const& message, std::string_view link) const;

    /// The text message that the receiver of `message` reads; the built-in one if it has a
    /// password, or if the operator has no words for it.
    [[nodiscard]] Secret render_sms(OutgoingMessage const& message) const;

private:
    using ByLanguage = std::array<EmailTemplate, 2>;

    [[nodiscard]] ByLanguage const& of(CorpId const& corp) const;
    static Result<ByLanguage> load_folder(std::filesystem::path const& folder, ByLanguage fallback);

    ByLanguage general_ = builtin();
    std::map<CorpId, ByLanguage> by_corp_;

    static ByLanguage builtin();
};

}  // namespace roomkey
