#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "base/error.hpp"

namespace roomkey {

/// A `T`, or the `Error` that prevented it. Cannot be silently dropped.
template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    // Implicit on purpose: `return value;` and `return refusal(...);` both read naturally.
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return held_.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() & { return checked<0>(); }
    [[nodiscard]] T const& value() const& { return std::get<0>(held_); }
    /// By value: `for (auto const& x : f().value())` would otherwise run over a destroyed object.
    [[nodiscard]] T value() && { return std::move(checked<0>()); }
    [[nodiscard]] Error& error() & { return checked<1>(); }
    [[nodiscard]] Error const& error() const& { return std::get<1>(held_); }
    [[nodiscard]] Error error() && { return std::move(checked<1>()); }

    T* operator->() { return &checked<0>(); }
    T const* operator->() const { return &std::get<0>(held_); }
    T& operator*() { return checked<0>(); }
    T const& operator*() const { return std::get<0>(held_); }

private:
    template <std::size_t index>
    auto& checked() {
        assert(held_.index() == index);
        return std::get<index>(held_);
    }

    std::variant<T, Error> held_;
};

/// Success without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace roomkey

/// Unwraps a `Result`, or returns its error from the enclosing function. Not for coroutines: GCC 12
/// stops with an internal error there. Nor after other arguments of the same call or braces that
/// own something: GCC 12 does not destroy those when the error returns.
#define TRY(expression) ROOMKEY_TRY_NAMED(expression, __COUNTER__)
// The counter gives each use its own name, so that a TRY around a lambda with a TRY shadows
// nothing.
#define ROOMKEY_TRY_NAMED(expression, number) ROOMKEY_TRY_JOIN(expression, number)
#define ROOMKEY_TRY_JOIN(expression, number) ROOMKEY_TRY_WITH(expression, try_result_##number##_)
#define ROOMKEY_TRY_WITH(expression, name)                                \
    __extension__({                                                       \
        auto name = (expression);                                         \
        if (!name.ok()) return ::roomkey::Error(std::move(name).error()); \
        std::move(name).value();                                          \
    })
