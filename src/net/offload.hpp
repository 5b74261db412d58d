#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/guarded.hpp"
#include "net/workers.hpp"

namespace roomkey {

/// Hops to a worker, runs `job` there, and hops back to the executor of the calling coroutine with
/// its value. `unavailable`, to be retried after a second, if the queue is full; `internal` if the
/// job threw. `job` must be a named local of the caller (GCC 12 frees inline lambdas twice), and
/// what it refers to must live until then: there is no way to cancel it.
template <class Job>
boost::asio::awaitable<GuardedResult<Job&>> offload(Workers& workers, Job& job,
                                                    Urgency urgency = Urgency::request) {
    namespace asio = boost::asio;
    std::optional<GuardedResult<Job&>> outcome;
    auto const executor = co_await asio::this_coro::executor;
    auto initiate = [&](auto handler) {
        using Guard = decltype(asio::make_work_guard(executor));
        // Shared, because std::function wants copies. The guard travels back with the handler, so
        // that no worker is ever the last to touch the event loop.
        auto const held = std::make_shared<std::pair<decltype(handler), Guard>>(
            std::move(handler), asio::make_work_guard(executor));
        auto resume = [held, executor] {
            asio::post(executor, [pair = std::move(*held)]() mutable { std::move(pair.first)(); });
        };
        auto on_worker = [&outcome, &job, resume] {
            outcome.emplace(run_guarded(job));
            resume();
        };
        if (!workers.try_post(on_worker, urgency)) {
            Error busy = unavailable("the work queue is full");
            busy.retry_after_s = 1;
            outcome.emplace(std::move(busy));
            resume();
        }
    };
    co_await asio::async_initiate<asio::use_awaitable_t<> const, void()>(initiate,
                                                                         asio::use_awaitable);
    co_return *std::move(outcome);
}

}  // namespace roomkey
