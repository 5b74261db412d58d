#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// A request's JSON object. Null means absent, as public clients send it; unknown fields are
/// ignored. Every error names the field.
class JsonBody {
public:
    /// An absent or blank body is an empty object. The refusals of `parse_json`, and
    /// `invalid_parameter` for anything but an object.
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

/// The JSON of a body; null if it is absent or blank. `invalid_parameter` for malformed JSON and
/// for a field given twice; `media_type_unsupported`.
Result<boost::json::value> parse_json(HttpRequest const& request);

}  // namespace roomkey
