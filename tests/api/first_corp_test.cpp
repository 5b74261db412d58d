#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

#include "app/services.hpp"
#include "phone/numbering_plans.hpp"
#include "storage/sql/key_checks.hpp"
#include "tests/fakes/engine/bench_engine.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/seeded_randomness.hpp"

namespace roomkey {
namespace {

/// A node that begins an installation, with its own connections and randomness.
class Node {
public:
    Node(BenchEngine& engine, KeyRing const& keys, std::uint32_t seed)
        : randomness_(seed), store_(engine.open()) {
        ServicesOptions options;
        options.password_cost = {1, std::size_t{8192}};
        services_ = std::make_unique<Services>(*store_, clock_, randomness_, keys, numbers_,
                                               std::move(options));
    }
    Store& store() { return *store_; }
    Services& services() { return *services_; }

private:
    FakeClock clock_;
    SeededRandomness randomness_;
    NumberingPlans numbers_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<Services> services_;
};

TEST(FirstCorp, IsMadeByOneOfManyNodesThatBeginAtOnce) {
    constexpr std::uint32_t count = 8;
    auto const engine = make_bench_engine();
    SeededRandomness randomness{7};
    auto const keys = KeyRing::make(randomness);
    std::vector<std::unique_ptr<Node>> nodes;
    for (std::uint32_t i = 0; i < count; ++i) {
        nodes.push_back(std::make_unique<Node>(*engine, keys, 100 + i));
    }
    auto const begun = nodes[0]->store().write(
        [](Transaction& transaction) { return insert_key_check(transaction, 0, Digest{1}); });
    ASSERT_TRUE(begun.ok() && *begun);
    std::atomic<int> made{0};
    std::latch ready{count};
    {
        std::vector<std::jthread> threads;
        for (auto const& node : nodes) {
            threads.emplace_back([&] {
                ready.arrive_and_wait();
                auto const corp = node->services().corps.create_first("Acme");
                EXPECT_TRUE(corp.ok()) << corp.error().detail;
                made += corp.ok() && *corp ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(made.load(), 1);
    EXPECT_EQ(nodes[0]->services().corps.list().value().size(), 1U);
}

}  // namespace
}  // namespace roomkey
