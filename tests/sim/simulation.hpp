#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "app/services.hpp"
#include "delivery/outbox_round.hpp"
#include "phone/numbering_plans.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/flaky_store.hpp"
#include "tests/fakes/recording_log.hpp"
#include "tests/fakes/scripted_channel.hpp"
#include "tests/fakes/seeded_randomness.hpp"
#include "tests/sim/room_model.hpp"

namespace roomkey::sim {

/// One seeded run: an enterprise of its own in a database that other runs used before, random
/// operations of its administrator, devices, outbox and clock, and a database that fails at random
/// calls. The same seed gives the same run. What goes wrong is reported as a test failure.
class Simulation {
public:
    /// Both outlive the run, which moves the clock.
    Simulation(Store& store, FakeClock& clock, std::uint64_t seed);

    /// Takes `steps` steps, then sends or ends every notice. Stops at the first failure.
    void run(int steps);

private:
    /// What an operation that was disturbed has done, asked of the database itself.
    struct Facts {
        bool exists = false;
        std::string code;
        std::optional<BindingId> binding;
    };

    // Steps.
    void take_step();
    void sign_in();
    void create_room();
    void reset_room(RoomModel& room);
    void delete_code(RoomModel& room);
    void activate(RoomModel& room);
    void present_dead_code(RoomModel& room);
    void use_credential(RoomModel& room);
    void use_dead_credential(RoomModel& room);
    void renew(RoomModel& room);
    void release(RoomModel& room);
    void deliver();
    void let_time_pass();
    void forget();

    // Checks.
    void check_room(RoomModel const& room);
    void check_notices();
    void settle_everything();

    Facts facts_of(RoomModel const& room);
    void expect_same(Facts const& facts, RoomModel const& room, char const* after);
    /// Updates the model after an operation without an answer, which did all or nothing.
    void learn_reset(RoomModel& room, Facts const& before);
    void promise(RoomModel const& room, ContactRequest const& contacts);

    std::uint32_t draw(std::uint32_t below);
    RoomModel& any_room();
    bool has_live_credential(RoomModel const& room, std::optional<std::string> const& credential,
                             Instant expires_at) const;
    ContactRequest some_contacts();
    /// Whoever is signed in.
    [[nodiscard]] Actor administrator() const {
        return token_holder(Secret(token_.reveal()), context_);
    }
    SendOutcome send(OutgoingMessage const& message);
    /// Whether the planned failure happened, in which case an error is not a refusal.
    bool was_disturbed() { return flaky_.heal(); }

    Store& store_;
    FakeClock& clock_;
    std::mt19937 engine_;
    SeededRandomness randomness_;
    FlakyStore flaky_;
    NumberingPlans numbers_;
    Services services_;
    ClaimNotices claims_;
    SettleNotice settlements_;
    ScriptedChannel channel_;
    RecordingLog log_;
    DeliveryCounters counters_;
    OutboxRound round_;

    CreatedCorp corp_;
    RequestContext context_;
    Secret token_;
    Instant token_expires_at_{};
    std::vector<RoomModel> rooms_;
    std::map<std::string, int> promised_;  ///< Notices by the account that they are about.
    std::map<std::string, int> sent_;      ///< Messages that the channel took, by notice.
    bool is_anything_forgotten_ = false;
    int number_ = 0;
};

}  // namespace roomkey::sim
