#include "cli/operator/password_input.hpp"

#include <string>
#include <utility>

#include "base/plain_text.hpp"

namespace roomkey {
namespace {

// More than 32 characters of UTF-8 can take; keeps a wrong file on standard input out of memory.
constexpr std::size_t password_line_bytes_max = 256;

/// Whether the line feed that comes next ends `line`, which is then left without a part of it: in
/// UTF-16 it has two bytes, and one of them may belong to another character.
bool is_ended(std::string& line, std::istream& in) {
    bool const is_whole = line.size() % 2 == 0;
    if (line.starts_with("\xFF\xFE")) return is_whole && in.peek() == 0;
    if (!line.starts_with("\xFE\xFF")) return true;
    if (is_whole || line.back() != '\0') return false;
    line.pop_back();
    return true;
}

}  // namespace

Result<Secret> read_password(std::istream& in) {
    return read_secret_line(in, "--password-stdin", password_line_bytes_max, "8..32");
}

Result<Secret> read_secret_line(std::istream& in, std::string const& flag, std::size_t bytes_max,
                                std::string const& expected) {
    std::string line;
    // So that growing does not leave copies behind.
    line.reserve(bytes_max);
    for (int next = in.get(); next != std::istream::traits_type::eof(); next = in.get()) {
        if (next == '\n' && is_ended(line, in)) break;
        if (line.size() == bytes_max) {
            return invalid_field(flag, Fault::wrong_length, expected);
        }
        line.push_back(static_cast<char>(next));
    }
    // What a Windows shell pipes in may begin with a byte order mark.
    Secret const typed{std::move(line)};
    auto plain = plain_text(typed.reveal());
    if (!plain) {
        return invalid_field(flag, Fault::wrong_format, std::string(plain_text_expected));
    }
    if (plain->ends_with('\r')) plain->pop_back();
    if (plain->empty()) {
        return invalid_field(flag, Fault::missing, "one line on standard input");
    }
    return Secret(std::move(*plain));
}

}  // namespace roomkey
