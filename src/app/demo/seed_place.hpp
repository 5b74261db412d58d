#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/demo/seed_lines.hpp"
#include "fields/binding.hpp"
#include "fields/operation.hpp"

namespace roomkey {

/// A seed file as it was read; outlives the places in it.
struct SeedText {
    std::string file;
    boost::json::value value;
    SeedLines lines;
};

/// An object in a seed file. Its fields are those of operations, with the same names and rules, and
/// a few more. Errors are `unavailable` and say file, line and field.
class SeedPlace {
public:
    SeedPlace(SeedText const& text, boost::json::value const& value, std::string path)
        : text_(text), value_(value), path_(std::move(path)) {}

    /// A request of an operation.
    template <class Request>
    Result<Request> read(Fields<Request> fields) {
        auto request = read_fields(fields, [this](FieldRule const& rule) -> Result<FieldValue> {
            // A file is no request that could be repeated.
            if (rule.place == FieldPlace::header) return FieldValue{};
            return find(rule.name);
        });
        if (!request.ok()) return located(request.error());
        return request;
    }
    /// The text of the field `name` by the rule that a field of an operation has; empty if absent.
    Result<std::optional<std::string>> text(std::string_view name, Operation const& operation,
                                            std::string_view ruled_like);
    Result<std::string> required_text(std::string_view name, Operation const& operation,
                                      std::string_view ruled_like);
    /// A field that no operation has.
    Result<std::optional<std::string>> text(FieldRule const& rule);
    Result<bool> boolean(std::string_view name);
    /// The object that stands there; empty if none does.
    Result<std::optional<SeedPlace>> object(std::string_view name);
    /// The objects of the list that stands there.
    Result<std::vector<SeedPlace>> list(std::string_view name);

    /// Once everything has been read: refuses fields that nobody asked for.
    [[nodiscard]] Status finish() const;

    /// `error`, which is about this place, as errors of a seed file are.
    [[nodiscard]] Error located(Error error) const;

private:
    [[nodiscard]] Result<FieldValue> find(std::string_view name);
    boost::json::value const* member(std::string_view name);
    [[nodiscard]] std::string place_of(std::string_view field) const;

    SeedText const& text_;
    boost::json::value const& value_;
    std::string path_;
    std::set<std::string, std::less<>> known_;
};

}  // namespace roomkey
