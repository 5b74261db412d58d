#pragma once

#include <string_view>

#include "api/call.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// A JSON text that stays the same while the program runs. Static storage.
struct Document {
    std::string_view json;
    std::string_view tag;  ///< Of the content, without quotes: another content has another tag.
    std::string_view gzip = {};  ///< The same compressed; empty: there is no such form.
};

/// 200 with the document and its ETag, or 304 without it for a caller whose If-None-Match shows
/// that he has it; see `static_reply`.
HttpReply document_reply(Call const& call, Document const& document);

}  // namespace roomkey
