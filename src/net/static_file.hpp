#pragma once

#include <string_view>

#include "net/http_message.hpp"

namespace roomkey {

/// A file that stays the same while the program runs, with its compressed forms. All of static
/// storage.
struct StaticFile {
    std::string_view content_type;
    std::string_view tag;       ///< Differs when the content differs; letters and digits.
    std::string_view identity;  ///< The file itself.
    std::string_view gzip;      ///< Empty: there is no such form.
    std::string_view brotli;    ///< The same.
};

/// The answer to a GET or HEAD of `file`: 200 with the form that Accept-Encoding prefers, or 304
/// if If-None-Match has that form's entity tag. Where nothing is acceptable it is the file itself
/// (RFC 9110 section 12.5.3 leaves that to us).
HttpReply static_reply(StaticFile const& file, HttpRequest const& request);

}  // namespace roomkey
