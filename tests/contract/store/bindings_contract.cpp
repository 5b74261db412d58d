#include "storage/sql/terminal/bindings.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {

TEST_P(StoreContract, KeepsEveryFieldOfABinding) {
    auto const room = add_terminal("room");
    auto const binding = bind(1, room);
    auto const found = terminal("room");
    ASSERT_TRUE(found->binding);
    EXPECT_TRUE(found->was_active);
    EXPECT_EQ(found->binding->id, binding.id);
    EXPECT_EQ(found->binding->user_id, room.user.id);
    EXPECT_EQ(found->binding->sn, binding.sn);
    EXPECT_EQ(found->binding->model, binding.model);
    EXPECT_EQ(found->binding->software_version, binding.software_version);
    EXPECT_EQ(found->binding->bound_at, binding.bound_at);
    EXPECT_EQ(found->binding->last_seen_at, binding.last_seen_at);
    EXPECT_EQ(found->binding->ended, UnbindReason::none);
}

TEST_P(StoreContract, RefusesASecondLiveBinding) {
    auto const room = add_terminal("room");
    bind(1, room);
    auto const second = sample_binding(2, room.user.id);
    EXPECT_FALSE(write(
        [&](Transaction& tx) { return insert_binding(tx, second, sample_credential(2, second)); }));
    EXPECT_EQ(terminal("room")->binding->id.value, "binding-1");
    EXPECT_FALSE(read([](Reader& reader) { return find_credential(reader, digest(2)); }));
}

TEST_P(StoreContract, EndsABindingOnceAndAllowsAnother) {
    auto const room = add_terminal("room");
    auto const binding = bind(1, room);
    auto const end = [&] {
        return write([&](Transaction& tx) {
            return end_binding(tx, room.user.id, UnbindReason::reset, start + days(1));
        });
    };
    EXPECT_EQ(end(), binding.id);
    EXPECT_EQ(end(), std::nullopt);
    EXPECT_FALSE(terminal("room")->binding);
    EXPECT_TRUE(terminal("room")->was_active);
    bind(2, room);
    EXPECT_EQ(terminal("room")->binding->id.value, "binding-2");
}

TEST_P(StoreContract, FindsWhoseDeviceItWasByItsSerialNumberAndNetwork) {
    auto const room = add_terminal("room");
    auto const hall = add_terminal("hall");
    auto const binding = bind(1, room);
    auto const owner = [&](std::string const& sn, std::string const& network) {
        auto const user =
            read([&](Reader& reader) { return find_user_of_device(reader, sn, network); });
        return user ? user->account : std::string{};
    };
    EXPECT_EQ(owner("SN1", ""), "room");
    EXPECT_EQ(owner("SN2", ""), "");
    write([&](Transaction& tx) -> Status {
        TRY(touch_binding(tx, binding.id, start + days(1), "192.0.2.0"));
        TRY(end_binding(tx, room.user.id, UnbindReason::reset, start + days(1)));
        auto later = sample_binding(1, hall.user.id);
        later.id = BindingId{"binding-2"};
        later.seen_from = "198.51.100.7";
        TRY(insert_binding(tx, later, sample_credential(2, later)));
        return Done{};
    });
    EXPECT_EQ(owner("SN1", ""), "");
    EXPECT_EQ(owner("SN1", "192.0.2.0"), "room");
    EXPECT_EQ(owner("SN1", "198.51.100.7"), "hall");
}

TEST_P(StoreContract, FindsACredentialWithAllThatATerminalMayKnow) {
    auto const room = add_terminal("room");
    bind(1, room);
    auto const facts = read([](Reader& reader) { return find_credential(reader, digest(1)); });
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->credential.hash, digest(1));
    EXPECT_EQ(facts->credential.binding_id.value, "binding-1");
    EXPECT_EQ(facts->credential.issued_at, start);
    EXPECT_EQ(facts->credential.expires_at, start + days(90));
    EXPECT_EQ(facts->credential.state, CredentialState::confirmed);
    EXPECT_EQ(facts->binding.sn, "SN1");
    EXPECT_EQ(facts->binding.ended, UnbindReason::none);
    ASSERT_TRUE(facts->terminal);
    EXPECT_EQ(facts->terminal->user.account, "room");
    EXPECT_TRUE(facts->terminal->binding);
    ASSERT_TRUE(facts->corp);
    EXPECT_EQ(facts->corp->id.value, corp);
    EXPECT_EQ(facts->department_name, "Example");
    EXPECT_FALSE(read([](Reader& reader) { return find_credential(reader, digest(9)); }));
}

TEST_P(StoreContract, TellsAnUnboundCredentialWhyAndWhen) {
    auto const room = add_terminal("room");
    bind(1, room);
    write([&](Transaction& tx) {
        return end_binding(tx, room.user.id, UnbindReason::reset, start + days(1));
    });
    bind(2, room);
    auto const facts = read([](Reader& reader) { return find_credential(reader, digest(1)); });
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->binding.id.value, "binding-1");
    EXPECT_EQ(facts->binding.ended, UnbindReason::reset);
    EXPECT_EQ(facts->binding.ended_at, start + days(1));
    ASSERT_TRUE(facts->terminal && facts->terminal->binding);
    EXPECT_EQ(facts->terminal->binding->id.value, "binding-2");
}

TEST_P(StoreContract, RemembersTheLatestTimeABindingWasSeen) {
    auto const binding = bind(1, add_terminal("room"));
    for (auto const at : {start + seconds(10), start + seconds(5)}) {
        write([&](Transaction& tx) { return touch_binding(tx, binding.id, at, "192.0.2.1"); });
    }
    EXPECT_EQ(terminal("room")->binding->last_seen_at, start + seconds(10));
}

TEST_P(StoreContract, ForgetsThatABindingWasSeenByAClockAhead) {
    auto const binding = bind(1, add_terminal("room"));
    auto const seen = [&](Instant at, std::string const& from) {
        write([&](Transaction& tx) { return touch_binding(tx, binding.id, at, from); });
        auto const found = *terminal("room")->binding;
        return std::pair(found.last_seen_at, found.seen_from);
    };
    auto const hour_ahead = start + seconds(3600);
    EXPECT_EQ(seen(hour_ahead, "192.0.2.1"), std::pair(hour_ahead, std::string("192.0.2.1")));
    EXPECT_EQ(seen(start, "192.0.2.2"), std::pair(hour_ahead, std::string("192.0.2.1")));
    auto const ahead = start + days(100);
    EXPECT_EQ(seen(ahead, "192.0.2.3"), std::pair(ahead, std::string("192.0.2.3")));
    EXPECT_EQ(seen(start, "192.0.2.4"), std::pair(start, std::string("192.0.2.4")));
}

TEST_P(StoreContract, RenewsACredentialNextToTheOldOne) {
    auto const binding = bind(1, add_terminal("room"));
    auto const renew = [&](int number) {
        auto credential = sample_credential(number, binding);
        credential.state = CredentialState::fresh;
        write([&](Transaction& tx) { return renew_credential(tx, credential); });
    };
    renew(2);
    renew(3);
    read([](Reader& reader) -> Status {
        auto const old = TRY(find_credential(reader, digest(1)));
        EXPECT_TRUE(old);
        EXPECT_EQ(old->credential.state, CredentialState::confirmed);
        EXPECT_EQ(old->credential.expires_at, start + days(90));
        EXPECT_FALSE(TRY(find_credential(reader, digest(2))));
        auto const renewed = TRY(find_credential(reader, digest(3)));
        EXPECT_TRUE(renewed);
        EXPECT_EQ(renewed->credential.state, CredentialState::fresh);
        EXPECT_EQ(renewed->credential.expires_at, start + days(90));
        return Done{};
    });
}

TEST_P(StoreContract, SupersedesACredentialByTheFirstUseOfItsSuccessor) {
    auto const binding = bind(1, add_terminal("room"));
    bind(7, add_terminal("elsewhere"));
    auto const state = [&](int number) -> std::optional<CredentialState> {
        auto const facts =
            read([&](Reader& reader) { return find_credential(reader, digest(number)); });
        return facts ? std::optional{facts->credential.state} : std::nullopt;
    };
    auto const replace_by = [&](int number) {
        auto credential = sample_credential(number, binding);
        credential.state = CredentialState::fresh;
        write([&](Transaction& tx) -> Status {
            TRY(renew_credential(tx, credential));
            return confirm_credential(tx, digest(number), binding.id);
        });
    };
    replace_by(2);
    EXPECT_EQ(state(1), CredentialState::superseded);
    EXPECT_EQ(state(2), CredentialState::confirmed);
    // Only the last of them is kept.
    replace_by(3);
    EXPECT_EQ(state(1), std::nullopt);
    EXPECT_EQ(state(2), CredentialState::superseded);
    EXPECT_EQ(state(3), CredentialState::confirmed);
    EXPECT_EQ(state(7), CredentialState::confirmed);
}

TEST_P(StoreContract, ConfirmsNothingButAFreshCredential) {
    auto const binding = bind(1, add_terminal("room"));
    auto fresh = sample_credential(2, binding);
    fresh.state = CredentialState::fresh;
    write([&](Transaction& tx) -> Status {
        TRY(confirm_credential(tx, digest(1), binding.id));
        TRY(renew_credential(tx, fresh));
        TRY(confirm_credential(tx, digest(2), binding.id));
        // The superseded one does not come back.
        return confirm_credential(tx, digest(1), binding.id);
    });
    read([](Reader& reader) -> Status {
        EXPECT_EQ(TRY(find_credential(reader, digest(1)))->credential.state,
                  CredentialState::superseded);
        EXPECT_EQ(TRY(find_credential(reader, digest(2)))->credential.state,
                  CredentialState::confirmed);
        return Done{};
    });
}

TEST_P(StoreContract, RemembersWhereABindingWasSeenAndWhenThatWasNoted) {
    auto const binding = bind(1, add_terminal("room"));
    write([&](Transaction& tx) -> Status {
        TRY(touch_binding(tx, binding.id, start + seconds(10), "192.0.2.1"));
        TRY(touch_binding(tx, binding.id, start + seconds(9), "192.0.2.2"));
        return mark_noted(tx, binding.id, start + seconds(11));
    });
    EXPECT_EQ(terminal("room")->binding->seen_from, "192.0.2.1");
    EXPECT_EQ(terminal("room")->binding->noted_at, start + seconds(11));
    auto const facts = read([](Reader& reader) { return find_credential(reader, digest(1)); });
    EXPECT_EQ(facts->binding.seen_from, "192.0.2.1");
    EXPECT_EQ(facts->binding.noted_at, start + seconds(11));
}

TEST_P(StoreContract, ConfirmingAnUnknownCredentialRemovesNothing) {
    auto const binding = bind(1, add_terminal("room"));
    write([&](Transaction& tx) { return confirm_credential(tx, digest(5), binding.id); });
    EXPECT_TRUE(read([](Reader& reader) { return find_credential(reader, digest(1)); }));
}

}  // namespace roomkey::contract
