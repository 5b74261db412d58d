#include "tests/sim/simulation.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <string_view>

#include "storage/sqlite/sqlite_store.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::sim {
namespace {

constexpr int steps_of_a_run = 40;

int first_seed = 1;
int last_seed = 2'000;

TEST(Simulation, KeepsItsPromisesWhateverHappens) {
    TemporaryFolder const folder;
    SqliteOptions options;
    options.path = folder.file("roomkey.db");
    auto const store = open_sqlite_store(options);
    ASSERT_TRUE(store.ok()) << store.error().detail;
    FakeClock clock;
    for (int seed = first_seed; seed <= last_seed; ++seed) {
        Simulation run(**store, clock, static_cast<std::uint64_t>(seed));
        run.run(steps_of_a_run);
        ASSERT_FALSE(HasFailure()) << "repeat it with --seed=" << seed;
    }
}

/// The number after `name` in an argument; 0 if it is another argument.
int number_of(std::string_view argument, std::string_view name) {
    if (!argument.starts_with(name)) return 0;
    return std::stoi(std::string(argument.substr(name.size())));
}

}  // namespace
}  // namespace roomkey::sim

int main(int count, char** arguments) {
    testing::InitGoogleTest(&count, arguments);
    for (int i = 1; i < count; ++i) {
        if (int const seed = roomkey::sim::number_of(arguments[i], "--seed="); seed > 0) {
            roomkey::sim::first_seed = roomkey::sim::last_seed = seed;
        } else if (int const seeds = roomkey::sim::number_of(arguments[i], "--seeds="); seeds > 0) {
            roomkey::sim::last_seed = seeds;
        } else {
            std::cerr << "sim_test: --seed=N repeats one run, --seeds=N makes N of them\n";
            return 2;
        }
    }
    return RUN_ALL_TESTS();
}
