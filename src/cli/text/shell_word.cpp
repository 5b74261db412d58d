#include "cli/text/shell_word.hpp"

#include "cli/text/table.hpp"

namespace roomkey {

std::string shell_word(std::string_view text) {
    constexpr std::string_view plain =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz@%+=:,./_-";
    auto shown = printable(text);
    if (!shown.empty() && shown.find_first_not_of(plain) == std::string::npos) return shown;
    std::string word = "'";
    for (char const character : shown) {
        if (character == '\'') {
            word += "'\\''";
        } else {
            word += character;
        }
    }
    return word + "'";
}

}  // namespace roomkey
