#include "storage/sql/directory/apps.hpp"

#include "storage/sql/sessions.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {

TEST_P(StoreContract, FindsASessionWithWhatDecidesOnIt) {
    auto const user = add_member("ada");
    auto const session = sample_session(1, user.id);
    write([&](Transaction& tx) { return insert_session(tx, session); });
    for (auto const& facts :
         {read([](Reader& reader) { return find_session(reader, digest(1)); }),
          read([](Reader& reader) { return find_session_by_refresh(reader, digest(-1)); })}) {
        ASSERT_TRUE(facts);
        EXPECT_EQ(facts->session.access_hash, session.access_hash);
        EXPECT_EQ(facts->session.refresh_hash, session.refresh_hash);
        EXPECT_EQ(facts->session.user_id, user.id);
        EXPECT_TRUE(facts->session.app_id.empty());
        EXPECT_EQ(facts->session.client_type, client_type_api);
        EXPECT_EQ(facts->session.source, session.source);
        EXPECT_EQ(facts->session.user_agent, session.user_agent);
        EXPECT_EQ(facts->session.created_at, session.created_at);
        EXPECT_EQ(facts->session.seen_at, session.seen_at);
        EXPECT_EQ(facts->session.expires_at, session.expires_at);
        EXPECT_EQ(facts->session.refresh_created_at, session.refresh_created_at);
        EXPECT_EQ(facts->session.refresh_expires_at, session.refresh_expires_at);
        EXPECT_EQ(facts->session.ended, SessionEnd::none);
        EXPECT_EQ(facts->session.proof, SignInProof::provider);
        EXPECT_EQ(facts->user.account, "ada");
        EXPECT_EQ(facts->corp.id.value, corp);
        EXPECT_FALSE(facts->is_app_disabled);
    }
}

TEST_P(StoreContract, FindsNoSessionByTheOtherHash) {
    auto const user = add_member("ada");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(1, user.id)); });
    EXPECT_FALSE(read([](Reader& reader) { return find_session(reader, digest(-1)); }));
    EXPECT_FALSE(read([](Reader& reader) { return find_session_by_refresh(reader, digest(1)); }));
}

TEST_P(StoreContract, FindsASessionByTheFamilyOfItsRefreshTokens) {
    auto const user = add_member("ada");
    auto first = sample_session(1, user.id);
    first.family = "stb1";
    first.signed_in_at = start - days(3);
    auto second = sample_session(2, user.id);
    second.family = "stb2";
    write([&](Transaction& tx) -> Status {
        TRY(insert_session(tx, first));
        TRY(insert_session(tx, second));
        // Of what has no refresh tokens.
        TRY(insert_session(tx, sample_session(3, user.id)));
        return insert_session(tx, sample_session(4, user.id));
    });
    auto const find = [&](std::string const& family) {
        return read([&](Reader& reader) { return find_session_by_family(reader, family); });
    };
    auto const found = find("stb1");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session.access_hash, first.access_hash);
    EXPECT_EQ(found->session.family, "stb1");
    EXPECT_EQ(found->session.signed_in_at, start - days(3));
    EXPECT_EQ(find("stb2")->session.access_hash, second.access_hash);
    EXPECT_FALSE(find(""));
    EXPECT_FALSE(find("stb3"));
}

TEST_P(StoreContract, TellsWhenTheAppOfASessionIsGone) {
    auto const user = add_member("ada");
    auto app = sample_app(1, corp);
    auto session = sample_session(1, user.id);
    session.app_id = app.id;
    auto const is_disabled = [&] {
        return read([](Reader& reader) { return find_session(reader, digest(1)); })
            ->is_app_disabled;
    };
    write([&](Transaction& tx) -> Status {
        TRY(insert_app(tx, app));
        return insert_session(tx, session);
    });
    EXPECT_FALSE(is_disabled());
    app.is_disabled = true;
    write([&](Transaction& tx) { return update_app(tx, app); });
    EXPECT_TRUE(is_disabled());
    write([&](Transaction& tx) { return delete_app(tx, app.id); });
    EXPECT_TRUE(is_disabled());
}

TEST_P(StoreContract, RefusesARefreshHashTwice) {
    auto const user = add_member("ada");
    auto twin = sample_session(2, user.id);
    twin.refresh_hash = digest(-1);
    write([&](Transaction& tx) { return insert_session(tx, sample_session(1, user.id)); });
    EXPECT_FALSE(store_->write([&](Transaction& tx) { return insert_session(tx, twin); }).ok());
}

TEST_P(StoreContract, RefreshesASessionInPlace) {
    auto const user = add_member("ada");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(1, user.id)); });
    auto renewed = sample_session(2, user.id);
    write([&](Transaction& tx) { return update_session(tx, sample_session(1, user.id), renewed); });
    EXPECT_FALSE(read([](Reader& reader) { return find_session(reader, digest(1)); }));
    EXPECT_FALSE(read([](Reader& reader) { return find_session_by_refresh(reader, digest(-1)); }));
    auto const found = read([](Reader& reader) { return find_session(reader, digest(2)); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session.refresh_hash, digest(-2));
    EXPECT_EQ(found->session.seen_at, renewed.seen_at);
    EXPECT_EQ(found->session.expires_at, renewed.expires_at);
    EXPECT_EQ(found->session.refresh_expires_at, renewed.refresh_expires_at);
    renewed.ended = SessionEnd::signed_out;
    write([&](Transaction& tx) { return update_session(tx, found->session, renewed); });
    EXPECT_EQ(read([](Reader& reader) { return find_session(reader, digest(2)); })->session.ended,
              SessionEnd::signed_out);
}

TEST_P(StoreContract, ChangesNoSessionThatIsNotAsItWasFound) {
    auto const user = add_member("ada");
    auto const session = sample_session(1, user.id);
    write([&](Transaction& tx) { return insert_session(tx, session); });
    auto refreshed = session;
    refreshed.refresh_hash = digest(-9);
    auto ended = session;
    ended.ended = SessionEnd::displaced;
    for (auto const& found : {refreshed, ended, sample_session(2, user.id)}) {
        auto const status = store_->write(
            [&](Transaction& tx) { return update_session(tx, found, sample_session(3, user.id)); });
        EXPECT_FALSE(status.ok());
    }
    auto const left = read([](Reader& reader) { return find_session(reader, digest(1)); });
    ASSERT_TRUE(left);
    EXPECT_EQ(left->session.refresh_hash, session.refresh_hash);
    EXPECT_FALSE(read([](Reader& reader) { return find_session(reader, digest(3)); }));
}

TEST_P(StoreContract, DisplacesTheOldestSessionsOfOneKind) {
    auto const ada = add_member("ada");
    auto const eve = add_member("eve");
    auto other_kind = sample_session(4, ada.id);
    other_kind.client_type = 0;
    write([&](Transaction& tx) -> Status {
        for (int number : {2, 1, 3}) TRY(insert_session(tx, sample_session(number, ada.id)));
        TRY(insert_session(tx, other_kind));
        TRY(insert_session(tx, sample_session(5, eve.id)));
        return displace_sessions(tx, ada.id, client_type_api, 2, start + days(1));
    });
    auto const ended = [&](int number) {
        return read([&](Reader& reader) { return find_session(reader, digest(number)); })
            ->session.ended;
    };
    EXPECT_EQ(ended(1), SessionEnd::displaced);
    for (int number : {2, 3, 4, 5}) EXPECT_EQ(ended(number), SessionEnd::none) << number;
    write([&](Transaction& tx) {
        return displace_sessions(tx, ada.id, client_type_api, 0, start + days(1));
    });
    for (int number : {1, 2, 3}) EXPECT_EQ(ended(number), SessionEnd::displaced) << number;
    EXPECT_EQ(ended(4), SessionEnd::none);
}

TEST_P(StoreContract, CountsOnlyLiveSessionsWhenDisplacing) {
    auto const ada = add_member("ada");
    auto lapsed = sample_session(9, ada.id);
    lapsed.expires_at = lapsed.refresh_expires_at = start + days(1);
    auto signed_out = sample_session(8, ada.id);
    signed_out.ended = SessionEnd::signed_out;
    auto refreshable = sample_session(7, ada.id);
    refreshable.expires_at = start + days(1);
    write([&](Transaction& tx) -> Status {
        for (auto const& session : {sample_session(1, ada.id), refreshable, lapsed, signed_out}) {
            TRY(insert_session(tx, session));
        }
        return displace_sessions(tx, ada.id, client_type_api, 1, start + days(2));
    });
    auto const ended = [&](int number) {
        return read([&](Reader& reader) { return find_session(reader, digest(number)); })
            ->session.ended;
    };
    EXPECT_EQ(ended(9), SessionEnd::none);
    EXPECT_EQ(ended(8), SessionEnd::signed_out);
    EXPECT_EQ(ended(7), SessionEnd::none);
    EXPECT_EQ(ended(1), SessionEnd::displaced);
}

TEST_P(StoreContract, EndsAllLiveSessionsOfAUser) {
    auto const ada = add_member("ada");
    auto const eve = add_member("eve");
    auto displaced = sample_session(3, ada.id);
    displaced.ended = SessionEnd::displaced;
    write([&](Transaction& tx) -> Status {
        TRY(insert_session(tx, sample_session(1, ada.id)));
        TRY(insert_session(tx, sample_session(2, eve.id)));
        TRY(insert_session(tx, displaced));
        TRY(insert_session(tx, sample_session(4, ada.id)));
        return end_sessions(tx, ada.id, digest(4));
    });
    write([&](Transaction& tx) -> Status {
        EXPECT_EQ(TRY(find_session(tx, digest(4)))->session.ended, SessionEnd::none);
        EXPECT_EQ(TRY(find_session(tx, digest(1)))->session.ended, SessionEnd::signed_out);
        return end_sessions(tx, ada.id);
    });
    read([](Reader& reader) -> Status {
        EXPECT_EQ(TRY(find_session(reader, digest(4)))->session.ended, SessionEnd::signed_out);
        EXPECT_EQ(TRY(find_session(reader, digest(2)))->session.ended, SessionEnd::none);
        EXPECT_EQ(TRY(find_session(reader, digest(3)))->session.ended, SessionEnd::displaced);
        return Done{};
    });
}

TEST_P(StoreContract, NotesTheUseOfALiveSession) {
    auto const ada = add_member("ada");
    auto ended = sample_session(2, ada.id);
    ended.ended = SessionEnd::signed_out;
    write([&](Transaction& tx) -> Status {
        TRY(insert_session(tx, sample_session(1, ada.id)));
        return insert_session(tx, ended);
    });
    auto const note = [&](int number, Instant seen_at, Instant expires_at) {
        write([&](Transaction& tx) {
            return note_session_use(tx, digest(number), seen_at, expires_at);
        });
        return read([&](Reader& reader) { return find_session(reader, digest(number)); })->session;
    };
    auto noted = note(1, start + seconds(100), start + seconds(200));
    EXPECT_EQ(noted.seen_at, start + seconds(100));
    EXPECT_EQ(noted.expires_at, start + seconds(200));
    EXPECT_EQ(noted.created_at, start + seconds(1));
    // A node that comes later with an earlier use shortens nothing.
    for (auto const at : {start + seconds(100), start + seconds(99)}) {
        noted = note(1, at, start + seconds(150));
        EXPECT_EQ(noted.seen_at, start + seconds(100));
        EXPECT_EQ(noted.expires_at, start + seconds(200));
    }
    noted = note(2, start + seconds(100), start + seconds(200));
    EXPECT_EQ(noted.seen_at, ended.seen_at);
    EXPECT_EQ(noted.expires_at, ended.expires_at);
}

TEST_P(StoreContract, ListsTheLiveSessionsOfAUserNewestFirst) {
    auto const ada = add_member("ada");
    auto const eve = add_member("eve");
    auto ended = sample_session(4, ada.id);
    ended.ended = SessionEnd::displaced;
    auto idle = sample_session(6, ada.id);
    idle.client_type = client_type_console;
    idle.expires_at = start + seconds(100);
    idle.refresh_expires_at = idle.created_at;
    write([&](Transaction& tx) -> Status {
        for (int const number : {1, 3, 2}) TRY(insert_session(tx, sample_session(number, ada.id)));
        TRY(insert_session(tx, ended));
        TRY(insert_session(tx, sample_session(5, eve.id)));
        return insert_session(tx, idle);
    });
    auto const listed = [&](Instant now) {
        std::vector<int> numbers;
        auto const sessions =
            read([&](Reader& reader) { return list_sessions(reader, ada.id, now); });
        for (auto const& session : sessions) {
            EXPECT_EQ(session.user_id, ada.id);
            EXPECT_EQ(session.user_agent, "Browser/1.0");
            numbers.push_back(session.access_hash.front());
        }
        return numbers;
    };
    EXPECT_EQ(listed(start + seconds(99)), (std::vector<int>{6, 3, 2, 1}));
    EXPECT_EQ(listed(start + seconds(100)), (std::vector<int>{3, 2, 1}));
    EXPECT_EQ(listed(start + seconds(1) + refresh_token_validity), (std::vector<int>{3, 2}));
}

TEST_P(StoreContract, TakesANonceOncePerApp) {
    auto const insert = [&](char const* app, int nonce) {
        return write([&](Transaction& tx) {
            return insert_nonce(tx, AppId{app}, digest(nonce), std::nullopt);
        });
    };
    auto const has = [&](char const* app, int nonce) {
        return read([&](Reader& reader) { return has_nonce(reader, AppId{app}, digest(nonce)); });
    };
    EXPECT_FALSE(has("one", 1));
    EXPECT_TRUE(insert("one", 1));
    EXPECT_TRUE(has("one", 1));
    EXPECT_FALSE(has("one", 2));
    EXPECT_FALSE(has("two", 1));
    EXPECT_FALSE(insert("one", 1));
    EXPECT_TRUE(insert("one", 2));
    EXPECT_TRUE(insert("two", 1));
    write([](Transaction& tx) { return forget_nonces(tx, AppId{"one"}); });
    EXPECT_TRUE(insert("one", 1));
    EXPECT_FALSE(insert("two", 1));
}

}  // namespace roomkey::contract
