#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "fields/field_value.hpp"

namespace roomkey {

/// A field that is checked and not kept.
struct IgnoredField {
    std::string_view name;
};
consteval IgnoredField ignored(std::string_view name) { return {name}; }

/// What a member can hold, to be compared with the rule of its field.
struct MemberShape {
    FieldType type = FieldType::text;
    bool is_list = false;
    bool is_optional = false;
    std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
};

template <class Member>
struct ListTraits {
    static constexpr bool is_list = false;
};
template <class Item>
struct ListTraits<std::vector<Item>> {
    static constexpr bool is_list = true;
};

template <class Member>
struct OptionalTraits {
    static constexpr bool is_optional = false;
    using Value = Member;
};
template <class Held>
struct OptionalTraits<std::optional<Held>> {
    static constexpr bool is_optional = true;
    using Value = Held;
};

template <class Class, class Member>
Class class_of(Member Class::*);
/// The class of a pointer to a member.
template <class Pointer>
using ClassOf = decltype(class_of(std::declval<Pointer>()));

/// std::string, and what is made of one: Secret, an id.
template <class Member>
concept TextMember = requires(std::string text) {
    Member{std::move(text)};
};

template <class Member>
concept NumberMember = std::integral<Member> || std::is_enum_v<Member>;

template <class Member>
consteval MemberShape shape_of() {
    MemberShape shape;
    if constexpr (OptionalTraits<Member>::is_optional) {
        shape = shape_of<typename OptionalTraits<Member>::Value>();
        shape.is_optional = true;
    } else if constexpr (ListTraits<Member>::is_list) {
        shape = shape_of<typename Member::value_type>();
        shape.is_list = true;
    } else if constexpr (std::same_as<Member, bool>) {
        shape.type = FieldType::boolean;
    } else if constexpr (NumberMember<Member>) {
        shape.type = FieldType::integer;
        if constexpr (std::integral<Member>) {
            shape.minimum = static_cast<std::int64_t>(std::numeric_limits<Member>::min());
            shape.maximum = static_cast<std::int64_t>(std::numeric_limits<Member>::max());
        }
    } else {
        static_assert(TextMember<Member>, "a field fills texts, numbers, booleans and lists");
    }
    return shape;
}

/// The shape of a member that `convert` makes of the text or the number of a field.
template <auto convert, class Member>
consteval MemberShape converted_shape_of() {
    MemberShape shape;
    if constexpr (OptionalTraits<Member>::is_optional) {
        shape.is_optional = true;
    } else {
        shape.is_list = ListTraits<Member>::is_list;
    }
    bool const takes_text = std::is_invocable_v<decltype(convert), std::string const&>;
    shape.type = takes_text ? FieldType::text : FieldType::integer;
    return shape;
}

// Declared and never defined: `bind` stops at a call to one of them, and the compiler names it.
void document_has_no_such_field();
void field_is_bound_twice();
void field_of_the_document_is_not_bound();
void member_does_not_fit_the_type_of_the_field();
void member_is_too_small_for_the_field();
void optional_field_needs_an_optional_member_or_a_default();

consteval void require_fit(FieldRule const& rule, MemberShape const& shape) {
    bool const is_same_type = rule.type == shape.type && rule.is_list == shape.is_list;
    if (!is_same_type) member_does_not_fit_the_type_of_the_field();
    if (rule.type == FieldType::text || rule.is_list) return;
    bool const is_number = rule.type == FieldType::integer;
    bool const has_room = rule.minimum >= shape.minimum && rule.maximum <= shape.maximum;
    if (is_number && rule.values.empty() && !has_room) member_is_too_small_for_the_field();
    bool const can_be_absent = !rule.is_required && !rule.has_default;
    if (can_be_absent && !shape.is_optional) optional_field_needs_an_optional_member_or_a_default();
}

/// Puts a checked value into a member that fits its rule. Always true.
template <class Member>
bool assign_member(Member& member, FieldValue&& value) {
    if constexpr (OptionalTraits<Member>::is_optional) {
        return assign_member(member.emplace(), std::move(value));
    } else if constexpr (ListTraits<Member>::is_list) {
        member.clear();
        for (auto& item : value.items) assign_member(member.emplace_back(), std::move(item));
    } else if constexpr (NumberMember<Member>) {
        member = static_cast<Member>(value.number);
    } else {
        member = Member{std::move(value.text)};
    }
    return true;
}

/// Likewise by way of `convert`; false if that returns nothing.
template <auto convert, class Member>
bool assign_converted(Member& member, FieldValue&& value) {
    if constexpr (ListTraits<Member>::is_list) {
        member.clear();
        for (auto& item : value.items) {
            if (!assign_converted<convert>(member.emplace_back(), std::move(item))) return false;
        }
        return true;
    } else {
        auto made = [&] {
            if constexpr (std::is_invocable_v<decltype(convert), std::string const&>) {
                return convert(value.text);
            } else {
                return convert(value.number);
            }
        }();
        if constexpr (OptionalTraits<decltype(made)>::is_optional) {
            if (!made) return false;
            member = *std::move(made);
        } else {
            member = std::move(made);
        }
        return true;
    }
}

}  // namespace roomkey
