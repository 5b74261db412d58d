#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace roomkey {

/// RFC 5322 section 3.2.3: atext.
bool is_atom_character(char c);

/// Labels of letters, digits and hyphens (RFC 1123 section 2.1) between dots.
bool is_host_name(std::string_view text);

/// An address that is safe in a header and in an SMTP command: before the @ a dot-atom (RFC 5322
/// section 3.4.1), followed by a host name, all of it ASCII.
class EmailAddress {
public:
    /// `invalid_parameter` if the text is no such address; its fault is `not_allowed` if only
    /// characters beyond ASCII are in the way, which would need SMTPUTF8 (RFC 6531) all the way to
    /// the mailbox.
    static Result<EmailAddress> parse(std::string_view text);

    [[nodiscard]] std::string const& text() const { return text_; }
    [[nodiscard]] std::string domain() const { return text_.substr(text_.find('@') + 1); }

private:
    explicit EmailAddress(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

}  // namespace roomkey
