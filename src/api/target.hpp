#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/page.hpp"

namespace roomkey {

/// Decodes percent-encoding; `+` stays a plus. Nothing if an escape is malformed or the result is
/// not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text);

/// Query parameters, decoded. Empty values mean absent, and a stray `&` does no harm, because
/// public clients send both.
class Query {
public:
    /// `invalid_parameter` if an escape is malformed.
    static Result<Query> parse(std::string_view text);

    /// `invalid_parameter` if the parameter is given more than once.
    [[nodiscard]] Result<std::optional<std::string>> text(std::string_view name) const;
    /// true, false, 1 or 0, in any case.
    [[nodiscard]] Result<std::optional<bool>> boolean(std::string_view name) const;
    /// `expected` words the range for the message.
    [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view name,
                                                              std::int64_t min, std::int64_t max,
                                                              std::string_view expected) const;
    /// A list, whether repeated or comma-separated or both.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// offset and limit.
    [[nodiscard]] Result<PageRequest> page() const;

private:
    std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace roomkey
