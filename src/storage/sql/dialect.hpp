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
    /// Each engine has its own index of substrings. It finds the rows of `user_text x` of the
    /// enterprise $1 that may contain the folded text $2, in the fields and for the types that $3
    /// names (`text_statement`): tables, a condition on them, and the key of the user.
    std::string_view texts_found;
    std::string_view texts_condition;
    std::string_view texts_key;
    /// The same without `user_text x`, if the index alone decides for texts of so many characters
    /// (`gram_length_max`); else empty.
    std::string_view grams_found;
    std::string_view grams_condition;
    /// The index is walked in the order of that key, and as far as needed; else all that it finds
    /// is had at once.
    bool are_texts_in_order;
    /// A SELECT of the numbers that a text lists, "1,2,3": what comes before and after its place.
    std::string_view numbers_before;
    std::string_view numbers_after;
    /// The other accounts of the enterprise of `users u` whose device has the sn of `binding b`:
    /// `sn_accounts_max` of them at most, first bound first, joined with U+001F. The planners need
    /// different help to take the index of serial numbers.
    std::string_view sn_accounts;
};

}  // namespace roomkey
