#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

TEST(ResetLater, NeedsNoThreadThatWaitsWhereTheEngineOffersThat) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const foreign = bench.make_terminal(bench.theirs);
    HttpHeader const token{"X-Access-Token", bench.admin_token(bench.ours)};
    auto const is_answered_later = [&](std::string const& account, std::vector<HttpHeader> headers,
                                       std::string body = {}) {
        HttpRequest request;
        request.method = "PUT";
        request.target = reset_target(account);
        request.headers = std::move(headers);
        request.body = std::move(body);
        std::promise<std::function<void()>> posted;
        bool is_answered = false;
        bool const is_begun = bench.handler->answer_later(
            request, [&](std::function<void()> work) { posted.set_value(std::move(work)); },
            [&](std::optional<HttpReply> const& reply) { is_answered = reply.has_value(); });
        if (is_begun) posted.get_future().get()();
        return is_answered;
    };
    bool const is_offered = bench.store->resets_later();
    EXPECT_EQ(is_answered_later(terminal.account, {token}), is_offered);
    EXPECT_EQ(is_answered_later(terminal.account, {token}, R"({"emailAddr":"e@huawei.com"})"),
              is_offered);
    EXPECT_EQ(bench.notifications, is_offered ? 1 : 0);
    // What is recorded as refused, or needs more than one look at the database, a worker does.
    EXPECT_FALSE(is_answered_later(foreign.account, {token}));
    EXPECT_FALSE(is_answered_later(terminal.account, {token}, R"({"emailAddr":"nobody"})"));
    EXPECT_FALSE(is_answered_later(terminal.account, {token, {"Idempotency-Key", "key-1"}}));
    EXPECT_FALSE(is_answered_later(terminal.account, {token, token}));
    // A use of a console session is noted first.
    EXPECT_FALSE(is_answered_later(
        terminal.account,
        {{"Cookie", "__Host-roomkey-session=stbUnknown"}, {"X-Roomkey-Console", "1"}}));
    // Refusals that nobody records are answered.
    EXPECT_EQ(is_answered_later(terminal.account, {{"X-Access-Token", "stbUnknown"}}), is_offered);
    EXPECT_FALSE(is_answered_later(terminal.account, {}));
    // Nothing was recorded of these but what the worker will record.
    auto const audit = bench.audit();
    EXPECT_EQ(
        std::count_if(audit.begin(), audit.end(),
                      [](AuditEntry const& entry) { return entry.operation == "reset_code"; }),
        is_offered ? 2 : 0);
}

}  // namespace
}  // namespace roomkey
