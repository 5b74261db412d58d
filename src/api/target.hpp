#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace roomkey {

/// Decodes percent-encoding in a path; `+` stays a plus. Empty if an escape is malformed or the
/// result is not UTF-8.
std::optional<std::string> decoded_part(std::string_view text);

/// Query parameters, decoded; `+` is a blank, but at the begin of a value ahead of a digit. Empty
/// values mean absent, and a stray `&` does no harm, because public clients send both.
class Query {
public:
    /// `invalid_parameter` if an escape is malformed.
    static Result<Query> parse(std::string_view text);

    /// All values of the parameter, in order.
    [[nodiscard]] std::vector<std::string> values(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace roomkey
