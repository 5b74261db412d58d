#pragma once

#include <string_view>

namespace roomkey {

/// What the engines' SQL cannot say in the same way. Each has a reason; a statement that needs
/// none of this is the same text for both.
struct Dialect {
    /// After a SELECT within a change: without the rows that others hold. Empty where nobody else
    /// changes anything at the same time.
    std::string_view skip_held;
    /// The primary key of `code`: with the enterprise where that orders the index of the list.
    std::string_view code_key;
    /// From users `u` of the enterprise $1 that contain the text $2 in a searched field, or in the
    /// name or the serial number; up to the end of a condition. Each engine has its own index of
    /// substrings. $2 has no ASCII capitals.
    std::string_view users_with_text;
    std::string_view users_with_name;
    /// The other accounts of the enterprise of `users u` whose device has the sn of `binding b`:
    /// `sn_accounts_max` of them at most, first bound first, joined with U+001F. The planners need
    /// different help to take the index of serial numbers.
    std::string_view sn_accounts;
};

}  // namespace roomkey
