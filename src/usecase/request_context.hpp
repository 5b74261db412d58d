#pragma once

#include <optional>
#include <string>

#include "domain/notice.hpp"

namespace roomkey {

/// What every request carries in addition to its own fields; for the audit record and for messages.
struct RequestContext {
    std::string request_id;
    std::string source;  ///< Network address, or "cli".
    /// Of messages to others, if asked for; empty: as the enterprise has decided.
    std::optional<Language> language;
    std::string user_agent = {};  ///< As sent.
    /// Of what is said to whoever asks, if they said so.
    std::optional<Language> reading_language = {};
};

}  // namespace roomkey
