#pragma once

#include <string_view>

#include "domain/notice.hpp"

namespace roomkey {

/// The language that an Accept-Language header (RFC 9110 section 12.5.4) prefers of the two we
/// have; zh-CN, the contract's default, unless English is preferred.
Language preferred_language(std::string_view accept_language);

}  // namespace roomkey
