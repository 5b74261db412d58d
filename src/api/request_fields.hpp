#pragma once

#include <boost/json/value.hpp>

#include "api/call.hpp"
#include "fields/binding.hpp"

namespace roomkey {

/// What a request says of its fields, wherever they are: in path, query, headers or JSON body.
class RequestFields {
public:
    enum class Body : std::uint8_t { none, object, array };

    /// Reads the body if the operation has one. `invalid_parameter` if it is not that, malformed or
    /// has a field twice; `media_type_unsupported`. An absent or blank body has no fields.
    static Result<RequestFields> of(Call const& call, Body body);

    [[nodiscard]] Result<FieldValue> find(FieldRule const& rule) const;

private:
    explicit RequestFields(Call const& call) : call_(call) {}

    Call const& call_;
    boost::json::value body_;
};

/// The kind of body that these rules are about.
template <class Request>
RequestFields::Body body_of(Fields<Request> fields) {
    for (auto const& binding : fields) {
        if (binding.rule->place != FieldPlace::body) continue;
        bool const is_array =
            binding.rule->name == "body" || binding.rule->name.starts_with("body[");
        return is_array ? RequestFields::Body::array : RequestFields::Body::object;
    }
    return RequestFields::Body::none;
}

/// The request struct with all that `call` says; the refusal of the first field that does not keep
/// its rule. Unknown fields are ignored.
template <class Request>
Result<Request> read_request(Call const& call, Fields<Request> fields) {
    auto const found = TRY(RequestFields::of(call, body_of(fields)));
    return read_fields(fields, [&](FieldRule const& rule) { return found.find(rule); });
}

}  // namespace roomkey
