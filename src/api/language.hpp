#pragma once

#include <optional>
#include <string_view>

#include "domain/notice.hpp"

namespace roomkey {

/// The language that an Accept-Language header asks for, of the two we have. Empty if it leaves
/// that open, as most SDKs do by sending none.
std::optional<Language> stated_language(std::string_view accept_language);

/// The language that messages to others go out in, if the header says so. One that takes any other
/// language as well ("en-US, *;q=0.1", as the console sends it) says only how the sender reads.
std::optional<Language> message_language(std::string_view accept_language);

/// The language that an Accept-Language header (RFC 9110 section 12.5.4) prefers of the two we
/// have; zh-CN, the contract's default, unless English is preferred.
Language preferred_language(std::string_view accept_language);

}  // namespace roomkey
