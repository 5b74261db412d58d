#include "cli/operator/password_input.hpp"

#include <string>

namespace roomkey {
namespace {

// More than 32 characters of UTF-8 can take; keeps a wrong file on standard input out of memory.
constexpr std::size_t line_bytes_max = 256;

}  // namespace

Result<Secret> read_password(std::istream& in) {
    std::string line;
    // So that growing does not leave copies behind.
    line.reserve(line_bytes_max);
    for (int next = in.get(); next != std::istream::traits_type::eof() && next != '\n';
         next = in.get()) {
        if (line.size() == line_bytes_max) {
            return invalid_field("--password-stdin", Fault::wrong_length, "8..32");
        }
        line.push_back(static_cast<char>(next));
    }
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) {
        return invalid_field("--password-stdin", Fault::missing, "one line on standard input");
    }
    return Secret(std::move(line));
}

}  // namespace roomkey
