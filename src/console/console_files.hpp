#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "net/static_file.hpp"

namespace roomkey {

enum class Caching : std::uint8_t {
    asked,    ///< Cached, but revalidated with every use; unchanged it costs a 304.
    forever,  ///< The path changes with the content.
};

/// One file of the console as it is served.
struct ConsoleFile {
    std::string_view path;  ///< Such as /explorer.
    Caching caching = Caching::asked;
    StaticFile file;
};

/// All pages and assets, embedded at build time from console/ (cmake/console.cmake). Static
/// storage.
std::span<ConsoleFile const> console_files();

}  // namespace roomkey
