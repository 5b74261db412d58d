#include "api/service/gzip.hpp"

#include <zlib.h>

#include <limits>

namespace roomkey {

std::string gzip(std::string_view text) {
    // zlib counts what it takes in at once in 32 bits.
    if (text.size() > std::numeric_limits<uInt>::max()) return {};
    constexpr int gzip_instead_of_zlib = 16;
    constexpr int memory_level_max = 9;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + gzip_instead_of_zlib,
                     memory_level_max, Z_DEFAULT_STRATEGY) != Z_OK) {
        return {};
    }
    // As much as there can be, so that one call is enough.
    std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    std::string source(text);
    stream.next_in = reinterpret_cast<Bytef*>(source.data());
    stream.avail_in = static_cast<uInt>(source.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    int const outcome = deflate(&stream, Z_FINISH);
    packed.resize(outcome == Z_STREAM_END ? stream.total_out : 0);
    deflateEnd(&stream);
    return packed;
}

}  // namespace roomkey
