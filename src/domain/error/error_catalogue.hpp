#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// One text in both languages.
struct Bilingual {
    std::string_view zh;
    std::string_view en;

    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::zh_cn ? zh : en;
    }
};

/// Who chose the code of an entry.
enum class ErrorOrigin : std::uint8_t {
    vendor,   ///< The vendor publishes the code, or the number in it, for this situation.
    roomkey,  ///< The vendor publishes nothing for it: a code with a similar meaning.
};

/// "vendor", "roomkey".
std::string_view wire_name(ErrorOrigin origin);

/// Everything there is to say about one refusal of the server: what it looks like on the wire
/// and what its readers should know. Several entries may share a wire code; their `code`, and
/// with it the reason, tells them apart.
struct ErrorEntry {
    ErrorCode code;
    int status;                  ///< HTTP status.
    std::string_view wire_code;  ///< error_code, such as "USG.201040000".
    Bilingual message;           ///< error_msg, without the field that it may name.
    Bilingual when;              ///< In which situations it is returned.
    Bilingual remedy;            ///< What to do about it.
    ErrorOrigin origin;
    Bilingual origin_note;  ///< Where code and status come from.
};

/// The catalogue: every refusal that the server can return, once, ordered by wire code and status.
/// Program, documents and tests know statuses, codes and messages from here alone.
std::vector<ErrorEntry> const& error_catalogue();

/// The entry of a code. The entry of `internal` for one that the server never returns: those are
/// the command line's own.
ErrorEntry const& error_entry(ErrorCode code);

}  // namespace roomkey
