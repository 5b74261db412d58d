#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "fields/field_member.hpp"

namespace roomkey {

/// One field of an operation and the member of the request struct that it fills.
template <class Request>
struct FieldBinding {
    FieldRule const* rule = nullptr;
    bool takes_default = false;
    /// False if the value stands for nothing that the member can be. Null: the field is checked
    /// and not kept.
    bool (*assign)(Request&, FieldValue&&) = nullptr;
};

/// All fields of an operation, as its endpoint and its command read them.
template <class Request>
using Fields = std::span<FieldBinding<Request> const>;

/// The request of an operation without fields.
struct NoFields {};

/// What `field` and `ignored` say, before `bind` has found the rule.
template <class Request>
struct NamedMember {
    // Implicit on purpose: a list of members may mix kept and ignored fields.
    consteval NamedMember(IgnoredField ignored) : name(ignored.name), is_kept(false) {}
    consteval NamedMember(std::string_view field_name, MemberShape member_shape,
                          bool (*function)(Request&, FieldValue&&))
        : name(field_name), shape(member_shape), assign(function) {}

    std::string_view name;
    bool is_kept = true;
    MemberShape shape{};
    bool (*assign)(Request&, FieldValue&&) = nullptr;
};

/// The member that a path of pointers to members leads to.
template <auto first, auto... further>
struct MemberPath {
    using Request = ClassOf<decltype(first)>;
    static auto& in(Request& request) { return ((request.*first).*....*further); }
    using Member = std::remove_reference_t<decltype(in(std::declval<Request&>()))>;
};

/// Binds the field `name` to a member: `field<&Request::name>("devName")`, or through a member
/// that is a struct: `field<&Request::contacts, &Contacts::email>("emailAddr")`. An enum takes
/// the number on the wire.
template <auto first, auto... further>
consteval auto field(std::string_view name) {
    using Path = MemberPath<first, further...>;
    using Request = typename Path::Request;
    using Member = typename Path::Member;
    return NamedMember<Request>(name, shape_of<Member>(), [](Request& request, FieldValue&& value) {
        return assign_member(Path::in(request), std::move(value));
    });
}

/// Likewise, for a member that needs more than its type: `convert` makes it of the text or the
/// number, or returns an empty optional if no such thing exists.
template <auto convert, auto first, auto... further>
consteval auto converted(std::string_view name) {
    using Path = MemberPath<first, further...>;
    using Request = typename Path::Request;
    using Member = typename Path::Member;
    return NamedMember<Request>(
        name, converted_shape_of<convert, Member>(), [](Request& request, FieldValue&& value) {
            return assign_converted<convert>(Path::in(request), std::move(value));
        });
}

/// The fields of an operation, each bound to a member or ignored. What does not agree with the
/// rules of the document does not compile.
template <class Request, std::size_t rule_count, std::size_t member_count>
consteval std::array<FieldBinding<Request>, rule_count> bind(
    FieldRule const (&rules)[rule_count], NamedMember<Request> const (&members)[member_count]) {
    std::array<FieldBinding<Request>, rule_count> bindings;
    // Not told by null pointers: sanitizers make comparing those no constant expression.
    std::array<bool, rule_count> is_bound{};
    for (auto const& member : members) {
        bool is_known = false;
        for (std::size_t i = 0; i < rule_count; ++i) {
            if (rules[i].name != member.name) continue;
            is_known = true;
            if (is_bound[i]) field_is_bound_twice();
            is_bound[i] = true;
            if (member.is_kept) require_fit(rules[i], member.shape);
            bool const takes_default = rules[i].has_default && !member.shape.is_optional;
            bindings[i] = {&rules[i], takes_default, member.assign};
        }
        if (!is_known) document_has_no_such_field();
    }
    for (bool const is_this_bound : is_bound) {
        if (!is_this_bound) field_of_the_document_is_not_bound();
    }
    return bindings;
}

/// Finds what a request says of the field of a rule.
using FieldSource = std::function<Result<FieldValue>(FieldRule const&)>;

/// The request that `source` holds; the refusal of the first field that does not keep its rule.
template <class Request>
Result<Request> read_fields(Fields<Request> fields, FieldSource const& source) {
    Request request;
    for (auto const& binding : fields) {
        auto value = TRY(check_field(*binding.rule, TRY(source(*binding.rule))));
        if (binding.assign == nullptr) continue;
        if (value.kind == FieldValue::Kind::absent) {
            if (!binding.takes_default) continue;
            value = default_of(*binding.rule);
        }
        if (!binding.assign(request, std::move(value))) return unknown_value(*binding.rule);
    }
    return request;
}

}  // namespace roomkey
