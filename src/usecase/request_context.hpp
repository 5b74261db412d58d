#pragma once

#include <optional>
#include <string>

#include "domain/notice.hpp"

namespace roomkey {

/// What every request carries in addition to its own fields; for the audit record and for messages.
struct RequestContext {
    std::string request_id;
    std::string source;                ///< Network address, or "cli".
    std::optional<Language> language;  ///< Asked for; empty: as the enterprise has decided.
    std::string user_agent = {};       ///< As sent.
};

}  // namespace roomkey
