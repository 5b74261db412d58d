#pragma once

#include <boost/json/value.hpp>
#include <string_view>

#include "api/call.hpp"
#include "fields/binding.hpp"
#include "fields/field_value.hpp"
#include "fields/operation.hpp"

namespace roomkey {

/// What stands in `body` under the name of a field (see FieldRule::name).
FieldValue json_field(boost::json::value const& body, std::string_view name);

/// What a request says of its fields, wherever they are: in path, query, headers or JSON body.
class RequestFields {
public:
    /// Reads the body if the operation has one. `invalid_parameter` if it is not that, malformed or
    /// has a field twice; `media_type_unsupported`. An absent or blank body has no fields.
    static Result<RequestFields> of(Call const& call, BodyKind body);

    [[nodiscard]] Result<FieldValue> find(FieldRule const& rule) const;

private:
    explicit RequestFields(Call const& call) : call_(call) {}

    Call const& call_;
    boost::json::value body_;
};

/// What a call says of an operation; see `RequestFields::of` and `read_fields`.
template <class Request>
Result<Request> read_request(Call const& call, BodyKind body, Fields<Request> fields) {
    auto const found = TRY(RequestFields::of(call, body));
    return read_fields(fields, [&](FieldRule const& rule) { return found.find(rule); });
}

}  // namespace roomkey
