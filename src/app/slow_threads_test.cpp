#include "app/slow_threads.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "app/services.hpp"
#include "phone/numbering_plans.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/seeded_randomness.hpp"
#include "tests/fakes/silent_server.hpp"
#include "tests/fakes/temporary_folder.hpp"
#include "tests/fakes/valid.hpp"

namespace roomkey {
namespace {

struct Case {
    PasswordsConfig config;
    std::size_t sign_ins_per_source;
    std::size_t changes_per_corp;
};

TEST(SlowThreads, LeaveNobodyAllPlaces) {
    TemporaryFolder const folder;
    SqliteOptions options;
    options.path = folder.file("roomkey.db");
    auto const store = valid(open_sqlite_store(options));
    FakeClock const clock;
    SeededRandomness randomness{7};
    NumberingPlans const numbers;
    ServicesOptions cheap;
    cheap.password_cost = {1, std::size_t{8192}};
    Services services(*store, clock, randomness, KeyRing::make(randomness), numbers, cheap);
    for (auto const& row : {Case{{}, 9, 4}, {{1, 1, 1}, 1, 1}, {{64, 8, 10'000}, 5'032, 2'502}}) {
        SlowThreads threads(row.config, {}, clock);
        auto const pools = threads.pools(services);
        EXPECT_NE(pools.sign_ins, pools.changes);
        EXPECT_EQ(pools.sign_ins_per_source, row.sign_ins_per_source);
        EXPECT_EQ(pools.changes_per_account, 1U);
        EXPECT_EQ(pools.changes_per_corp, row.changes_per_corp);
        EXPECT_EQ(pools.changes_per_source, row.changes_per_corp);
        EXPECT_EQ(pools.caller(AccessProof{}).error().code, ErrorCode::token_missing);
    }
}

TEST(SlowThreads, GiveUpProvidersOnceTheyAreToStop) {
    SilentServer const provider;
    FakeClock const clock;
    SingleSignOnConfig config;
    config.internal_hosts = {"127.0.0.1"};
    SlowThreads threads({}, config, clock);
    threads.request_stop();
    SsoClient const client{
        "https://" + provider.authority(), "roomkey", {}, ClientAuth::none, "https://a/console"};
    auto const given_up =
        threads.identity_providers()->address(client, {"s.1", "n", Secret("verifier")});
    ASSERT_FALSE(given_up.ok());
    EXPECT_NE(given_up.error().detail.find("aborted"), std::string::npos)
        << given_up.error().detail;
}

}  // namespace
}  // namespace roomkey
