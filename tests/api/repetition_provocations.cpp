#include <gtest/gtest.h>

#include "tests/api/provocations.hpp"
#include "tests/api/repeatable_requests.hpp"

namespace roomkey {
namespace {

/// A reset again with the key of an earlier one, whose code has been replaced since.
Answer outdated_reset(ApiBench& bench, std::string const& method) {
    auto const token = bench.admin_token(bench.ours);
    auto const target = reset_target(bench.make_terminal(bench.ours).account);
    std::vector<HttpHeader> const key{{"Idempotency-Key", "k"}};
    EXPECT_EQ(bench.send_as(token, method, target, "", key).status, 200);
    EXPECT_EQ(bench.send_as(token, method, target).status, 200);
    return bench.send_as(token, method, target, "", key);
}

}  // namespace

std::vector<Provocation> provocations_of_repetitions() {
    std::vector<Provocation> all;
    for (auto const* const method : {"PUT", "POST"}) {
        all.push_back(asked(ErrorCode::replay_outdated,
                            [method](ApiBench& bench) { return outdated_reset(bench, method); }));
    }
    for (auto const& each : repeatable_operations()) {
        all.push_back(asked(ErrorCode::idempotency_key_reused, [each](ApiBench& bench) {
            auto const [first, other, then] = each.prepare(bench);
            EXPECT_EQ(send_with_key(bench, each, first, "k").status, 200);
            return send_with_key(bench, each, other, "k");
        }));
        if (!each.undo) continue;
        all.push_back(asked(ErrorCode::replay_outdated, [each](ApiBench& bench) {
            auto const [first, other, then] = each.prepare(bench);
            auto const answer = send_with_key(bench, each, first, "k");
            each.undo(bench, answer);
            return send_with_key(bench, each, first, "k");
        }));
    }
    return all;
}

}  // namespace roomkey
