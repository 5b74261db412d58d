#include "api/target.hpp"

#include "base/percent.hpp"
#include "base/utf8.hpp"

namespace roomkey {

namespace {

std::optional<std::string> utf8_text(std::optional<std::string> text) {
    if (text && !utf8_length(*text)) text.reset();
    return text;
}

}  // namespace

std::optional<std::string> decoded_part(std::string_view text) {
    return utf8_text(percent_decoded(text));
}

Result<Query> Query::parse(std::string_view text) {
    Query query;
    for (auto const& [raw_name, raw_value] : query_pairs(text)) {
        auto name = utf8_text(form_decoded(raw_name));
        // Before a digit it begins a phone number that a client did not encode.
        bool const is_phone = raw_value.size() > 1 && raw_value[0] == '+' && raw_value[1] >= '0' &&
                              raw_value[1] <= '9';
        auto value = utf8_text(form_decoded(raw_value));
        if (is_phone && value) value->front() = '+';
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
