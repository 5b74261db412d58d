#pragma once

#include <string>
#include <string_view>

namespace roomkey {

/// `text` as one word of a POSIX shell's command line, for commands that a user is to run; what no
/// terminal can show is replaced as `printable` does.
std::string shell_word(std::string_view text);

}  // namespace roomkey
