#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// A request's JSON object. Null means absent, as public clients send it; unknown fields are
/// ignored. Every error names the field.
class JsonBody {
public:
    /// An absent or blank body is an empty object. `invalid_parameter` for malformed JSON, for
    /// anything but an object, and for a field given twice; `media_type_unsupported`.
    static Result<JsonBody> parse(HttpRequest const& request);

    /// Absent, null: nothing. The text as it is otherwise, empty included.
    [[nodiscard]] Result<std::optional<std::string>> text(std::string_view name) const;
    /// As `text`, with absent and null as the empty string.
    [[nodiscard]] Result<std::string> text_or_empty(std::string_view name) const;
    [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view name) const;
    [[nodiscard]] Result<std::int64_t> required_integer(std::string_view name) const;
    [[nodiscard]] Result<std::optional<bool>> boolean(std::string_view name) const;

private:
    [[nodiscard]] boost::json::value const* find(std::string_view name) const;

    boost::json::object object_;
};

/// A request's JSON array of strings. The array itself is named "body" in errors, an element
/// "body[3]".
Result<std::vector<std::string>> parse_string_array(HttpRequest const& request);

}  // namespace roomkey
