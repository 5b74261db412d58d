#include "api/target.hpp"

#include "base/bytes.hpp"
#include "base/utf8.hpp"

namespace roomkey {
std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded.push_back(text[i]);
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        auto const byte = from_hex(text.substr(i + 1, 2));
        if (!byte) return std::nullopt;
        decoded.push_back(static_cast<char>(byte->front()));
        i += 2;
    }
    if (!utf8_length(decoded)) return std::nullopt;
    return decoded;
}

Result<Query> Query::parse(std::string_view text) {
    Query query;
    while (!text.empty()) {
        auto const end = text.find('&');
        auto const item = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (item.empty()) continue;
        auto const equals = item.find('=');
        auto name = percent_decoded(item.substr(0, equals));
        auto value = percent_decoded(equals == std::string_view::npos ? std::string_view{}
                                                                      : item.substr(equals + 1));
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
