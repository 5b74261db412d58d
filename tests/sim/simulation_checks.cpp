#include <gtest/gtest.h>

#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/sim/simulation.hpp"

// What must be true after every step, asked of the database without disturbing it.
namespace roomkey::sim {

Simulation::Facts Simulation::facts_of(RoomModel const& room) {
    auto const terminal =
        store_.read([&](Reader& reader) { return roomkey::find_terminal(reader, room.account); })
            .value();
    Facts facts;
    if (!terminal) return facts;
    facts.exists = true;
    if (terminal->code) {
        facts.code = services_.code_issue.open(terminal->user.id, *terminal->code).value().reveal();
    }
    if (terminal->binding) facts.binding = terminal->binding->id;
    return facts;
}

void Simulation::check_room(RoomModel const& room) { expect_same(facts_of(room), room, "a step"); }

void Simulation::expect_same(Facts const& facts, RoomModel const& room, char const* after) {
    SCOPED_TRACE(std::string(after) + ", room " + room.account);
    EXPECT_EQ(facts.exists, !room.is_deleted);
    EXPECT_EQ(facts.code, room.code);
    EXPECT_FALSE(facts.binding && !facts.code.empty()) << "both bound and waiting for a device";
    bool const must_be_bound = room.credential || room.unconfirmed;
    EXPECT_TRUE(facts.binding || !must_be_bound);
}

void Simulation::settle_everything() {
    (void)was_disturbed();
    auto const unsettled = [this] {
        return store_.read([](Reader& reader) { return roomkey::notice_figures(reader); })
            .value()
            .queued;
    };
    // A code lives for ten days; by then every notice is sent or has ended.
    auto const end = clock_.now() + std::chrono::days{11};
    while (unsettled() > 0) {
        ASSERT_LT(clock_.now(), end) << "a notice that outlives its code";
        ASSERT_TRUE(round_.run({}).ok());
        clock_.advance(std::chrono::hours{1});
    }
}

void Simulation::check_notices() {
    for (auto const& room : rooms_) {
        auto const notices =
            store_.read([&](Reader& reader) { return roomkey::list_notices(reader, room.user_id); })
                .value();
        // Of many only the newest are listed, and old ones are forgotten in time.
        if (notices.size() < listed_notices_max && !is_anything_forgotten_) {
            EXPECT_EQ(static_cast<int>(notices.size()), promised_[room.account]) << room.account;
        }
        for (auto const& notice : notices) {
            EXPECT_NE(notice.state, NoticeState::queued) << notice.id.value;
            EXPECT_NE(notice.state, NoticeState::sending) << notice.id.value;
            if (notice.state == NoticeState::accepted) {
                EXPECT_GE(sent_[notice.id.value], 1) << "accepted, but never sent";
            }
        }
    }
}

}  // namespace roomkey::sim
