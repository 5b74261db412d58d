#include "api/target.hpp"

#include "base/percent.hpp"
#include "base/utf8.hpp"

namespace roomkey {

std::optional<std::string> decoded_text(std::string_view text) {
    auto decoded = percent_decoded(text);
    if (decoded && !utf8_length(*decoded)) decoded.reset();
    return decoded;
}

Result<Query> Query::parse(std::string_view text) {
    Query query;
    for (auto const& [raw_name, raw_value] : query_pairs(text)) {
        auto name = decoded_text(raw_name);
        auto value = decoded_text(raw_value);
        if (!name) return invalid_field("query", Fault::wrong_format, "percent-encoded UTF-8");
        if (!value) return invalid_field(*name, Fault::wrong_format, "percent-encoded UTF-8");
        if (!value->empty()) query.parameters_.emplace_back(std::move(*name), std::move(*value));
    }
    return query;
}

std::vector<std::string> Query::values(std::string_view name) const {
    std::vector<std::string> values;
    for (auto const& [parameter, value] : parameters_) {
        if (parameter == name) values.push_back(value);
    }
    return values;
}

}  // namespace roomkey
