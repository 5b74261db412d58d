#include "app/demo/seed_place.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "api/request_fields.hpp"
#include "cli/text/error_message.hpp"

namespace roomkey {
namespace {

FieldRule rule_like(Operation const& operation, std::string_view ruled_like,
                    std::string_view name) {
    auto const found = std::find_if(operation.rules.begin(), operation.rules.end(),
                                    [&](FieldRule const& rule) { return rule.name == ruled_like; });
    FieldRule rule = *found;
    rule.name = name;
    rule.is_required = false;
    return rule;
}

std::string_view first_part(std::string_view name) { return name.substr(0, name.find('.')); }

}  // namespace

Result<FieldValue> SeedPlace::find(std::string_view name) {
    if (!value_.is_object()) return invalid_field("", Fault::wrong_type, "a JSON object");
    known_.emplace(first_part(name));
    return json_field(value_, name);
}

Result<std::optional<std::string>> SeedPlace::text(FieldRule const& rule) {
    auto found = find(rule.name);
    if (found.ok()) found = check_field(rule, *std::move(found));
    if (!found.ok()) return located(found.error());
    if (found->kind == FieldValue::Kind::absent) return std::optional<std::string>{};
    return std::optional{std::move(found->text)};
}

Result<std::optional<std::string>> SeedPlace::text(std::string_view name,
                                                   Operation const& operation,
                                                   std::string_view ruled_like) {
    return text(rule_like(operation, ruled_like, name));
}

Result<std::string> SeedPlace::required_text(std::string_view name, Operation const& operation,
                                             std::string_view ruled_like) {
    auto found = TRY(text(name, operation, ruled_like));
    if (!found) return located(invalid_field(std::string(name), Fault::missing));
    return *std::move(found);
}

Result<bool> SeedPlace::boolean(std::string_view name) {
    FieldRule const rule{.name = name, .type = FieldType::boolean};
    auto found = find(name);
    if (found.ok()) found = check_field(rule, *std::move(found));
    if (!found.ok()) return located(found.error());
    return found->number != 0;
}

boost::json::value const* SeedPlace::member(std::string_view name) {
    known_.emplace(name);
    auto const* const found = value_.is_object() ? value_.get_object().if_contains(name) : nullptr;
    return found == nullptr || found->is_null() ? nullptr : found;
}

Result<std::optional<SeedPlace>> SeedPlace::object(std::string_view name) {
    auto const* const found = member(name);
    if (found == nullptr) return std::optional<SeedPlace>{};
    return std::optional{SeedPlace(text_, *found, place_of(name))};
}

Result<std::vector<SeedPlace>> SeedPlace::list(std::string_view name) {
    std::vector<SeedPlace> places;
    auto const* const found = member(name);
    if (found == nullptr) return places;
    if (!found->is_array()) {
        return located(invalid_field(std::string(name), Fault::wrong_type, "a JSON array"));
    }
    for (auto const& item : found->get_array()) {
        places.emplace_back(text_, item,
                            place_of(name) + '[' + std::to_string(places.size()) + ']');
    }
    return places;
}

Status SeedPlace::finish() const {
    if (!value_.is_object()) return located(invalid_field("", Fault::wrong_type, "a JSON object"));
    for (auto const& member : value_.get_object()) {
        std::string_view const name(member.key().data(), member.key().size());
        if (known_.contains(name)) continue;
        std::string words;
        for (auto const& known : known_) words += (words.empty() ? "" : ", ") + known;
        return located(invalid_field(std::string(name), Fault::not_allowed, words));
    }
    return Done{};
}

std::string SeedPlace::place_of(std::string_view field) const {
    if (path_.empty() || field.empty()) return path_ + std::string(field);
    return path_ + '.' + std::string(field);
}

Error SeedPlace::located(Error error) const {
    auto place = path_;
    if (error.code == ErrorCode::invalid_parameter) {
        place = place_of(error.field);
        error.field = place.empty() ? "the file" : place;
    }
    // What is missing has no line of its own.
    auto line = text_.lines.find(place);
    while (line == text_.lines.end() && !place.empty()) {
        auto const end = place.find_last_of(".[");
        place.resize(end == std::string::npos ? 0 : end);
        line = text_.lines.find(place);
    }
    auto const number = line == text_.lines.end() ? 1 : line->second;
    auto const about = error.code == ErrorCode::invalid_parameter ? "" : path_ + ": ";
    return unavailable(text_.file + ':' + std::to_string(number) + ": " + about +
                       error_message(error));
}

}  // namespace roomkey
