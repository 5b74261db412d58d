#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "domain/mail_address.hpp"

namespace roomkey {

/// An address that is safe in a header and in an SMTP command: in the form of
/// domain/mail_address, all of it ASCII.
class EmailAddress {
public:
    /// `invalid_parameter` if the text is no address in that form.
    static Result<EmailAddress> parse(std::string_view text);

    [[nodiscard]] std::string const& text() const { return text_; }
    [[nodiscard]] std::string domain() const { return text_.substr(text_.rfind('@') + 1); }

private:
    explicit EmailAddress(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

}  // namespace roomkey
