#include "net/pem_text.hpp"

#include <fstream>
#include <ios>
#include <string>
#include <system_error>
#include <utility>

#include "base/plain_text.hpp"

namespace roomkey {

Secret pem_text(std::filesystem::path const& file) {
    std::error_code unreadable;
    auto const size = std::filesystem::file_size(file, unreadable);
    if (unreadable) return {};
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::ifstream(file, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(size));
    Secret raw(std::move(bytes));
    auto plain = plain_text(raw.reveal());
    return plain ? Secret(*std::move(plain)) : raw;
}

}  // namespace roomkey
