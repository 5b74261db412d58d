#pragma once

#include <exception>
#include <type_traits>

#include "base/result.hpp"

namespace roomkey {

template <class T>
struct ResultOf {
    using type = Result<T>;
};
template <class T>
struct ResultOf<Result<T>> {
    using type = Result<T>;
};
/// The Result that `Job` returns, or that of what it returns.
template <class Job>
using GuardedResult = typename ResultOf<std::invoke_result_t<Job>>::type;

/// Runs `job` and turns what escapes from it into `internal`. We do not throw: what does is a bug,
/// or a machine out of memory, and others must not pay for it.
template <class Job>
GuardedResult<Job&&> run_guarded(Job&& job) {
    try {
        return job();
    } catch (std::exception const& exception) {
        return internal_error(exception.what());
    } catch (...) {
        return internal_error("something other than a std::exception was thrown");
    }
}

}  // namespace roomkey
