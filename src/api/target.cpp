#include "api/target.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/bytes.hpp"
#include "base/utf8.hpp"

namespace roomkey {
namespace {

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

}  // namespace

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

Result<std::optional<std::string>> Query::text(std::string_view name) const {
    std::optional<std::string> found;
    for (auto const& [parameter, value] : parameters_) {
        if (parameter != name) continue;
        if (found) return invalid_field(std::string(name), Fault::duplicated);
        found = value;
    }
    return found;
}

Result<std::optional<bool>> Query::boolean(std::string_view name) const {
    auto const value = TRY(text(name));
    if (!value) return std::optional<bool>{};
    auto const word = lowered(*value);
    if (word == "true" || word == "1") return std::optional(true);
    if (word == "false" || word == "0") return std::optional(false);
    return invalid_field(std::string(name), Fault::wrong_type, "true, false");
}

Result<std::optional<std::int64_t>> Query::integer(std::string_view name, std::int64_t min,
                                                   std::int64_t max,
                                                   std::string_view expected) const {
    auto const value = TRY(text(name));
    if (!value) return std::optional<std::int64_t>{};
    std::int64_t number = 0;
    auto const* const end = value->data() + value->size();
    auto const parsed = std::from_chars(value->data(), end, number);
    if (parsed.ec == std::errc::invalid_argument || parsed.ptr != end) {
        return invalid_field(std::string(name), Fault::wrong_type, std::string(expected));
    }
    if (parsed.ec != std::errc{} || number < min || number > max) {
        return invalid_field(std::string(name), Fault::out_of_range, std::string(expected));
    }
    return std::optional(number);
}

std::vector<std::string> Query::list(std::string_view name) const {
    std::vector<std::string> items;
    for (auto const& [parameter, value] : parameters_) {
        if (parameter != name) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto const comma = rest.find(',');
            if (comma != 0) items.emplace_back(rest.substr(0, comma));
            rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
        }
    }
    return items;
}

Result<PageRequest> Query::page() const {
    PageRequest page;
    page.offset =
        TRY(integer("offset", 0, std::numeric_limits<std::int32_t>::max(), "0..")).value_or(0);
    page.limit = static_cast<int>(TRY(integer("limit", page_limit_min, page_limit_max, "1..500"))
                                      .value_or(page_limit_default));
    return page;
}

}  // namespace roomkey
