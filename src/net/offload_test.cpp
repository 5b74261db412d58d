#include "net/offload.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>

namespace roomkey {
namespace {

namespace asio = boost::asio;

/// What one offloaded job returned, and on which threads things ran.
struct Trip {
    std::optional<Result<std::string>> outcome;
    std::thread::id job_thread;
    std::thread::id return_thread;
};

asio::awaitable<void> travel(Workers& workers, Trip& trip) {
    auto job = [&trip] {
        trip.job_thread = std::this_thread::get_id();
        return std::string("result");
    };
    trip.outcome.emplace(co_await offload(workers, job));
    trip.return_thread = std::this_thread::get_id();
}

TEST(Offload, RunsTheJobOnAWorkerAndReturnsToTheLoop) {
    asio::io_context loop;
    Workers workers(1, 4);
    Trip trip;
    asio::co_spawn(loop, travel(workers, trip), asio::detached);
    loop.run();
    ASSERT_TRUE(trip.outcome);
    EXPECT_EQ(trip.outcome->value(), "result");
    EXPECT_NE(trip.job_thread, std::this_thread::get_id());
    EXPECT_EQ(trip.return_thread, std::this_thread::get_id());
}

TEST(Offload, SaysUnavailableWhenTheQueueIsFull) {
    asio::io_context loop;
    Workers workers(1, 0);
    Trip trip;
    asio::co_spawn(loop, travel(workers, trip), asio::detached);
    loop.run();
    ASSERT_TRUE(trip.outcome);
    ASSERT_FALSE(trip.outcome->ok());
    EXPECT_EQ(trip.outcome->error().code, ErrorCode::unavailable);
    EXPECT_EQ(trip.outcome->error().retry_after_s, 1);
    EXPECT_EQ(trip.job_thread, std::thread::id{});
}

asio::awaitable<void> fail(Workers& workers, std::vector<Error>& errors) {
    auto standard = []() -> int { throw std::runtime_error("reason"); };
    auto foreign = []() -> int { throw 7; };
    auto const first = co_await offload(workers, standard);
    auto const second = co_await offload(workers, foreign);
    errors = {first.error(), second.error()};
}

TEST(Offload, TurnsWhatTheJobThrowsIntoInternal) {
    asio::io_context loop;
    Workers workers(1, 4);
    std::vector<Error> errors;
    asio::co_spawn(loop, fail(workers, errors), asio::detached);
    loop.run();
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].code, ErrorCode::internal);
    EXPECT_EQ(errors[0].detail, "reason");
    EXPECT_EQ(errors[1].code, ErrorCode::internal);
    EXPECT_EQ(workers.failed_count(), 0U);
}

asio::awaitable<void> travel_often(Workers& workers, int& total) {
    for (int i = 0; i < 200; ++i) {
        auto job = [i] { return i; };
        auto const value = co_await offload(workers, job);
        total += value.value();
    }
}

TEST(Offload, KeepsManyTripsOfManyCoroutinesApart) {
    asio::io_context loop;
    Workers workers(4, 64);
    int total = 0;
    for (int i = 0; i < 20; ++i) {
        asio::co_spawn(loop, travel_often(workers, total), asio::detached);
    }
    loop.run();
    EXPECT_EQ(total, 20 * 199 * 100);
}

}  // namespace
}  // namespace roomkey
