#include <gtest/gtest.h>

#include <utility>

#include "tests/sim/simulation.hpp"

// What devices do, and the outbox.
namespace roomkey::sim {

bool Simulation::has_live_credential(RoomModel const& /*room*/,
                                     std::optional<std::string> const& credential,
                                     Instant expires_at) const {
    return credential && expires_at > clock_.now();
}

void Simulation::activate(RoomModel& room) {
    if (room.code.empty()) return;
    ActivationRequest request;
    request.code = room.code;
    request.sn = "SN" + std::to_string(++number_);
    auto receipt = services_.activate_terminal.run(request, context_);
    bool const is_disturbed = was_disturbed();
    if (room.code_expires_at <= clock_.now()) {
        EXPECT_FALSE(receipt.ok());
        return;
    }
    if (is_disturbed && !receipt.ok()) {
        auto const facts = facts_of(room);
        if (facts.code == room.code) return expect_same(facts, room, "a failed activation");
        EXPECT_TRUE(facts.binding) << "a code was spent for nothing";
        room.end_code();
        room.was_active = true;
        return;
    }
    ASSERT_TRUE(receipt.ok()) << reason_name(receipt.error().code);
    EXPECT_EQ(receipt->profile.terminal.user.account, room.account);
    room.end_code();
    room.was_active = true;
    room.credential = receipt->credential.reveal();
    room.credential_expires_at = receipt->expires_at;
}

void Simulation::present_dead_code(RoomModel& room) {
    if (room.dead_codes.empty()) return;
    ActivationRequest request;
    request.code = room.dead_codes[draw(static_cast<std::uint32_t>(room.dead_codes.size()))];
    request.sn = "SN" + std::to_string(++number_);
    EXPECT_FALSE(services_.activate_terminal.run(request, context_).ok())
        << "a code that is over was accepted";
    (void)was_disturbed();
}

void Simulation::use_credential(RoomModel& room) {
    bool const is_new = draw(2) == 0;
    auto const credential = is_new ? room.unconfirmed : room.credential;
    auto const expires_at = is_new ? room.unconfirmed_expires_at : room.credential_expires_at;
    if (!credential) return;
    auto const known = services_.show_terminal.run(Secret(*credential), context_);
    bool const is_disturbed = was_disturbed();
    if (!has_live_credential(room, credential, expires_at)) {
        EXPECT_FALSE(known.ok());
        return;
    }
    if (is_disturbed) {
        // Whether its use was noted does not show; used again, it is.
        auto const repeated = services_.show_terminal.run(Secret(*credential), context_);
        ASSERT_TRUE(repeated.ok()) << reason_name(repeated.error().code);
    } else {
        ASSERT_TRUE(known.ok()) << reason_name(known.error().code);
        EXPECT_EQ(known->profile.terminal.user.account, room.account);
    }
    if (is_new) room.confirm();
}

void Simulation::use_dead_credential(RoomModel& room) {
    if (room.dead_credentials.empty()) return;
    auto const& credential =
        room.dead_credentials[draw(static_cast<std::uint32_t>(room.dead_credentials.size()))];
    EXPECT_FALSE(services_.show_terminal.run(Secret(credential), context_).ok())
        << "a credential that is over was accepted";
    (void)was_disturbed();
}

void Simulation::renew(RoomModel& room) {
    if (!has_live_credential(room, room.credential, room.credential_expires_at)) return;
    auto renewed = services_.renew_credential.run(Secret(*room.credential), context_);
    if (was_disturbed() && !renewed.ok()) {
        // The answer was lost: the device asks again with what it has, and drops the unused one.
        if (room.unconfirmed) room.dead_credentials.push_back(std::move(*room.unconfirmed));
        room.unconfirmed.reset();
        renewed = services_.renew_credential.run(Secret(*room.credential), context_);
    }
    ASSERT_TRUE(renewed.ok()) << reason_name(renewed.error().code);
    if (room.unconfirmed) room.dead_credentials.push_back(std::move(*room.unconfirmed));
    room.unconfirmed = renewed->credential.reveal();
    room.unconfirmed_expires_at = renewed->expires_at;
}

void Simulation::release(RoomModel& room) {
    if (!has_live_credential(room, room.credential, room.credential_expires_at)) return;
    auto const released = services_.release_terminal.run(Secret(*room.credential), context_);
    if (was_disturbed() && !released.ok()) {
        if (facts_of(room).binding) return;
    } else {
        ASSERT_TRUE(released.ok()) << reason_name(released.error().code);
    }
    room.end_binding();
}

void Simulation::deliver() {
    // A round that the database disturbs leaves its notices to their lease.
    (void)round_.run({}).ok();
    (void)was_disturbed();
}

SendOutcome Simulation::send(OutgoingMessage const& message) {
    for (auto const& room : rooms_) {
        if (room.account != message.account) continue;
        EXPECT_EQ(message.code.reveal(), room.code) << "a message with a code that is over";
        EXPECT_GT(room.code_expires_at, clock_.now()) << "a message with a code that lapsed";
    }
    auto const chance = draw(10);
    if (chance < 2) return {SendOutcome::Kind::try_again, "gateway is busy"};
    if (chance < 3) return {SendOutcome::Kind::refused, "no such number"};
    ++sent_[message.id.value];
    return {};
}

}  // namespace roomkey::sim
