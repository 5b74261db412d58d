#pragma once

#include <string>
#include <string_view>

namespace roomkey {

/// `text` as small as gzip makes it (RFC 1952), the same bytes for the same text. Empty where
/// memory does not suffice. Slow: for what is compressed once and answered often.
std::string gzip(std::string_view text);

}  // namespace roomkey
