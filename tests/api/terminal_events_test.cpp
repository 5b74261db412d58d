#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "storage/sql/directory/users.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

TEST(TerminalEvents, TellBoundUpdatedAndUnboundAndThenEnd) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours, "Before");
    auto const credential = bench.bind(terminal);
    auto const answer = bench.send_as(credential, "GET", "/v1/terminal/events");
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Type"), "text/event-stream;charset=UTF-8");
    auto& stream = *answer.reply.stream;
    int wakes = 0;
    stream.on_wake([&] { ++wakes; });
    auto const bound = stream.next();
    EXPECT_EQ(bound.text.substr(0, 19), "event: bound\ndata: ");
    EXPECT_NE(bound.text.find(terminal.account), std::string::npos);
    EXPECT_EQ(stream.next().text, "");

    ASSERT_TRUE(bench.services->users.rename(terminal.account, "After").ok());
    EXPECT_EQ(wakes, 1);
    auto const updated = stream.next();
    EXPECT_EQ(updated.text.substr(0, 15), "event: updated\n");
    EXPECT_NE(updated.text.find("After"), std::string::npos);

    bench.send_as(bench.admin_token(bench.ours), "PUT", reset_target(terminal.account));
    EXPECT_EQ(wakes, 2);
    auto const unbound = stream.next();
    EXPECT_EQ(unbound.text, "event: unbound\ndata: {\"reason\":\"reset\",\"at\":" +
                                std::to_string(unix_milliseconds(bench.clock.now())) + "}\n\n");
    EXPECT_TRUE(unbound.is_last);
    stream.on_wake({});
    EXPECT_EQ(bench.services->feed.watcher_count(), 0U);
}

/// A stream that someone listens to, past its first event.
std::shared_ptr<EventStream> follow(ApiBench& bench, std::string const& credential, int& wakes) {
    auto stream = bench.send_as(credential, "GET", "/v1/terminal/events").reply.stream;
    stream->on_wake([&] { ++wakes; });
    EXPECT_NE(stream->next().text, "");
    return stream;
}

TEST(TerminalEvents, LookWhenWokenAndNowAndThenButNotAtEachHeartbeat) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    int wakes = 0;
    auto const stream = follow(bench, bench.bind(terminal), wakes);
    // As another node does that dies before it can notify.
    auto const rename = [&](std::string const& name) {
        ASSERT_TRUE(bench.store
                        ->write([&](Transaction& tx) -> Status {
                            auto user = *TRY(find_user_by_account(tx, terminal.account));
                            user.name = name;
                            return update_user(tx, user);
                        })
                        .ok());
    };
    rename("Second");
    EXPECT_EQ(stream->next().text, "");
    bench.clock.advance(std::chrono::minutes{10} - Duration{1});
    EXPECT_EQ(stream->next().text, "");
    bench.clock.advance(std::chrono::minutes{10});
    EXPECT_NE(stream->next().text.find("Second"), std::string::npos);
    rename("Third");
    EXPECT_EQ(stream->next().text, "");
    EXPECT_EQ(wakes, 0);
    bench.services->feed.wake_all();
    EXPECT_EQ(wakes, 1);
    EXPECT_NE(stream->next().text.find("Third"), std::string::npos);
    // Those that do not listen have to query.
    rename("Fourth");
    stream->on_wake({});
    EXPECT_NE(stream->next().text.find("Fourth"), std::string::npos);
    // Nor was anything reported from before it listened.
    rename("Fifth");
    stream->on_wake([&] { ++wakes; });
    EXPECT_NE(stream->next().text.find("Fifth"), std::string::npos);
}

TEST(TerminalEvents, EndTheOldestWhenATerminalHasTooMany) {
    ApiBench bench;
    auto const credential = bench.bind(bench.make_terminal(bench.ours));
    auto const another = bench.bind(bench.make_terminal(bench.ours));
    int wakes = 0;
    int other_wakes = 0;
    auto const other = follow(bench, another, other_wakes);
    auto const first = follow(bench, credential, wakes);
    std::vector<std::shared_ptr<EventStream>> later;
    for (int i = 0; i < 2; ++i) later.push_back(follow(bench, credential, wakes));
    EXPECT_FALSE(first->next().is_last);
    EXPECT_EQ(wakes, 0);
    later.push_back(follow(bench, credential, wakes));
    EXPECT_EQ(wakes, 1);
    auto const end = first->next();
    EXPECT_TRUE(end.is_last);
    EXPECT_EQ(end.text, "");
    for (auto const& stream : later) EXPECT_FALSE(stream->next().is_last);
    EXPECT_FALSE(other->next().is_last);
    // One that left makes room.
    later.front()->on_wake({});
    later.push_back(follow(bench, credential, wakes));
    EXPECT_FALSE(later[1]->next().is_last);
    EXPECT_EQ(other_wakes, 0);
}

TEST(TerminalEvents, EndWithTheirCredential) {
    ApiBench bench;
    int wakes = 0;
    auto const first = bench.bind(bench.make_terminal(bench.ours));
    auto const replaced = follow(bench, first, wakes);
    auto const second = bench.send_as(first, "PUT", "/v1/terminal/token").field("accessToken");
    EXPECT_EQ(wakes, 0) << "the first is as good as before";
    bench.clock.advance(std::chrono::days{1});
    EXPECT_FALSE(replaced->next().is_last);

    auto const renewed = follow(bench, second, wakes);
    EXPECT_TRUE(replaced->next().is_last);
    wakes = 0;
    auto const third = bench.send_as(second, "PUT", "/v1/terminal/token").field("accessToken");
    EXPECT_FALSE(renewed->next().is_last);
    wakes = 0;
    EXPECT_EQ(bench.send_as(third, "GET", "/v1/terminal").status, 200);
    EXPECT_EQ(wakes, 2) << "both streams of the binding";
    EXPECT_TRUE(renewed->next().is_last);
}

TEST(TerminalEvents, NameTheReason) {
    ApiBench bench;
    auto const reason_after = [&](auto const& act) {
        auto const terminal = bench.make_terminal(bench.ours);
        auto const credential = bench.bind(terminal);
        auto const answer = bench.send_as(credential, "GET", "/v1/terminal/events");
        answer.reply.stream->next();
        act(terminal, credential);
        auto const text = answer.reply.stream->next().text;
        auto const start = text.find("\"reason\":\"") + 10;
        return text.substr(start, text.find('"', start) - start);
    };
    EXPECT_EQ(reason_after([&](auto const& terminal, auto const&) {
                  ASSERT_TRUE(bench.services->users.set_disabled(terminal.account, true).ok());
              }),
              "disabled");
    EXPECT_EQ(reason_after([&](auto const& terminal, auto const&) {
                  ASSERT_TRUE(bench.services->users.remove(terminal.account).ok());
              }),
              "deleted");
    EXPECT_EQ(reason_after([&](auto const&, auto const& credential) {
                  bench.send_as(credential, "DELETE", "/v1/terminal");
              }),
              "self");
}

}  // namespace
}  // namespace roomkey
