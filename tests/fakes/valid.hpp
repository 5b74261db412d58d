#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "base/result.hpp"

namespace roomkey {

/// The value, or a failure of the test that shows the error.
template <class T>
T valid(Result<T> result) {
    if (!result.ok()) {
        throw std::runtime_error{std::string{reason_name(result.error().code)} + ": " +
                                 result.error().detail};
    }
    return std::move(result).value();
}

}  // namespace roomkey
