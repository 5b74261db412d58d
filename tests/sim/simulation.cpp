#include "tests/sim/simulation.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "storage/sql/prune.hpp"
#include "storage/sql/terminal/terminals.hpp"

namespace roomkey::sim {
namespace {

constexpr int rooms_max = 5;
constexpr std::uint32_t disturbed_percent = 15;
/// No operation makes more database calls than this.
constexpr std::uint32_t calls_max = 3;

ServicesOptions options_of_runs() {
    ServicesOptions options;
    // The cheapest that libsodium takes: the cost of a password hash is not under test here.
    options.password_cost = {1, std::size_t{8192}};
    // Guesses and messages have limits with tests of their own; here they would hide refusals.
    options.guess_limits.per_source = 1'000'000;
    options.guess_limits.per_minute = 1'000'000;
    options.send_limits = {0, 0, 0, 0, {}, 0, 0, 0};
    return options;
}

}  // namespace

Simulation::Simulation(Store& store, FakeClock& clock, std::uint64_t seed)
    : store_(store),
      clock_(clock),
      engine_(static_cast<std::mt19937::result_type>(seed)),
      randomness_(seed),
      flaky_(store),
      services_(flaky_, clock, randomness_, KeyRing::make(randomness_), numbers_,
                options_of_runs()),
      claims_(flaky_, clock, services_.sealer, services_.send_guard),
      settlements_(flaky_, clock, randomness_),
      channel_([this](OutgoingMessage const& message) { return send(message); }),
      round_({claims_, settlements_, {channel_, channel_}, clock_, log_, counters_}),
      corp_(services_.corps.create("Seed " + std::to_string(seed)).value()) {
    // A source of its own, so that no run depends on the wrong codes of another.
    context_.source = "simulation " + std::to_string(seed);
    context_.request_id = "request";
    sign_in();
}

void Simulation::run(int steps) {
    for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
        SCOPED_TRACE("step " + std::to_string(step));
        take_step();
        for (auto const& room : rooms_) check_room(room);
    }
    if (testing::Test::HasFailure()) return;
    settle_everything();
    check_notices();
}

std::uint32_t Simulation::draw(std::uint32_t below) {
    return static_cast<std::uint32_t>(engine_()) % below;
}

RoomModel& Simulation::any_room() {
    return rooms_[draw(static_cast<std::uint32_t>(rooms_.size()))];
}

void Simulation::take_step() {
    if (draw(100) < disturbed_percent) {
        flaky_.fail_after(static_cast<int>(draw(calls_max)),
                          draw(2) == 0 ? FlakyStore::Fault::before : FlakyStore::Fault::after);
    }
    if (rooms_.empty()) return create_room();
    auto const chance = draw(100);
    if (chance < 8) return sign_in();
    if (chance < 16) return rooms_.size() < rooms_max ? create_room() : reset_room(any_room());
    if (chance < 34) return reset_room(any_room());
    if (chance < 38) return delete_code(any_room());
    if (chance < 54) return activate(any_room());
    if (chance < 60) return present_dead_code(any_room());
    if (chance < 68) return use_credential(any_room());
    if (chance < 74) return use_dead_credential(any_room());
    if (chance < 80) return renew(any_room());
    if (chance < 83) return release(any_room());
    if (chance < 92) return deliver();
    if (chance < 98) return let_time_pass();
    forget();
}

void Simulation::sign_in() {
    TokenRequest request;
    request.account = corp_.admin_account;
    request.authorization =
        "Basic " + to_base64(corp_.admin_account + ':' + corp_.admin_password.reveal());
    auto signed_in = services_.create_token.run(request, context_);
    if (was_disturbed() && !signed_in.ok()) return;
    ASSERT_TRUE(signed_in.ok()) << reason_name(signed_in.error().code);
    token_ = std::move(signed_in->access_token);
    token_expires_at_ = signed_in->session.expires_at;
}

ContactRequest Simulation::some_contacts() {
    ContactRequest contacts;
    ++number_;
    if (draw(2) == 0) contacts.email = "room" + std::to_string(number_) + "@example.com";
    if (draw(2) == 0) {
        contacts.country = "chinaPR";
        contacts.phone = "+861730000" + std::to_string(1000 + number_ % 9000);
    }
    return contacts;
}

void Simulation::create_room() {
    CreateCodeRequest request;
    request.device_type = DeviceType::idea_hub;
    request.device_name = "Room " + std::to_string(++number_);
    request.contacts = some_contacts();
    request.contacts.email = "made" + std::to_string(number_) + "@example.com";
    auto made = services_.codes.create(request, administrator());
    bool const is_disturbed = was_disturbed();
    if (token_expires_at_ <= clock_.now()) {
        EXPECT_FALSE(made.ok());
        return;
    }
    // What was created without an answer is nobody's: the account's name is not known.
    if (is_disturbed && !made.ok()) return;
    ASSERT_TRUE(made.ok()) << reason_name(made.error().code);
    RoomModel room;
    room.account = made->account;
    room.user_id = made->user_id;
    room.code = made->code.reveal();
    room.code_expires_at = clock_.now() + CorpPolicy{}.code_validity;
    promise(room, request.contacts);
    rooms_.push_back(std::move(room));
}

void Simulation::promise(RoomModel const& room, ContactRequest const& contacts) {
    promised_[room.account] += (contacts.email.empty() ? 0 : 1) + (contacts.phone.empty() ? 0 : 1);
}

void Simulation::reset_room(RoomModel& room) {
    ResetRequest request;
    request.account = room.account;
    request.contacts = some_contacts();
    if (draw(2) == 0) request.idempotency_key = "key " + std::to_string(++number_);
    auto const before = facts_of(room);
    auto receipt = services_.reset_code.run(request, administrator());
    bool const is_disturbed = was_disturbed();
    if (token_expires_at_ <= clock_.now() || room.is_deleted) {
        EXPECT_FALSE(receipt.ok());
        return;
    }
    if (is_disturbed && !receipt.ok()) {
        auto const facts = facts_of(room);
        bool const is_done = facts.code != before.code;
        if (is_done) promise(room, request.contacts);
        learn_reset(room, before);
        if (!request.idempotency_key) return;
        // Repeated with its key, it happens once and its code is the live one.
        auto const repeated = services_.reset_code.run(request, administrator());
        ASSERT_TRUE(repeated.ok()) << reason_name(repeated.error().code);
        EXPECT_EQ(repeated->is_replayed, is_done);
        if (is_done) {
            EXPECT_EQ(repeated->code.reveal(), room.code);
            return;
        }
        receipt = std::move(repeated);
    }
    ASSERT_TRUE(receipt.ok()) << reason_name(receipt.error().code);
    EXPECT_FALSE(receipt->is_replayed);
    room.end_code();
    room.end_binding();
    room.code = receipt->code.reveal();
    room.code_expires_at = clock_.now() + CorpPolicy{}.code_validity;
    promise(room, request.contacts);
}

void Simulation::learn_reset(RoomModel& room, Facts const& before) {
    auto const facts = facts_of(room);
    if (facts.code == before.code) return expect_same(facts, room, "a reset that did not happen");
    EXPECT_FALSE(facts.binding) << "half a reset";
    room.end_code();
    room.end_binding();
    room.code = facts.code;
    room.code_expires_at = clock_.now() + CorpPolicy{}.code_validity;
}

void Simulation::delete_code(RoomModel& room) {
    auto const terminal =
        store_.read([&](Reader& reader) { return roomkey::find_terminal(reader, room.account); })
            .value();
    if (!terminal || !terminal->code) return;
    DeleteCodesRequest request;
    request.ids = {terminal->code->id().value};
    auto const deleted = services_.codes.remove(request, administrator());
    bool const is_disturbed = was_disturbed();
    if (is_disturbed && !deleted.ok()) {
        if (facts_of(room).code == room.code) return;
    } else if (token_expires_at_ <= clock_.now()) {
        EXPECT_FALSE(deleted.ok());
        return;
    } else {
        ASSERT_TRUE(deleted.ok()) << reason_name(deleted.error().code);
    }
    room.end_code();
    room.is_deleted = !room.was_active;
}

void Simulation::let_time_pass() {
    constexpr Duration spans[] = {std::chrono::seconds{1}, std::chrono::minutes{7},
                                  std::chrono::hours{5}, std::chrono::days{3},
                                  std::chrono::days{40}};
    clock_.advance(spans[draw(static_cast<std::uint32_t>(std::size(spans)))]);
}

void Simulation::forget() {
    is_anything_forgotten_ = true;
    (void)flaky_
        .write(
            [&](Transaction& transaction) { return roomkey::prune(transaction, clock_.now(), 50); })
        .ok();
    (void)was_disturbed();
}

}  // namespace roomkey::sim
