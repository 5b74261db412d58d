#pragma once

#include <string>

#include "domain/notice.hpp"

namespace roomkey {

/// What every request carries in addition to its own fields; for the audit record and for messages.
struct RequestContext {
    std::string request_id;
    std::string source;  ///< Network address, or "cli".
    Language language = Language::zh_cn;
};

}  // namespace roomkey
