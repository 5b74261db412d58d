#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "base/error.hpp"

namespace roomkey {

/// A `T`, or the `Error` that stood in its way. Cannot be dropped in silence.
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
    [[nodiscard]] T&& value() && { return std::move(checked<0>()); }
    [[nodiscard]] Error& error() & { return checked<1>(); }
    [[nodiscard]] Error const& error() const& { return std::get<1>(held_); }
    [[nodiscard]] Error&& error() && { return std::move(checked<1>()); }

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
/// stops with an internal error there.
#define TRY(expression)                                                      \
    __extension__({                                                          \
        auto try_result_ = (expression);                                     \
        if (!try_result_.ok()) return ::roomkey::Error(std::move(try_result_).error()); \
        std::move(try_result_).value();                                      \
    })
