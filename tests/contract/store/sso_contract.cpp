#include "storage/sql/directory/sso_providers.hpp"

#include <atomic>
#include <optional>

#include "storage/sql/directory/users.hpp"
#include "storage/sql/prune.hpp"
#include "storage/sql/sealed.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

SsoProvider sample_provider(std::string const& corp) {
    SsoProvider provider;
    provider.corp_id = CorpId{corp};
    provider.issuer = "https://login.example.com";
    provider.client_id = "roomkey";
    provider.sealed_secret = {4, 0, 4};
    provider.client_auth = ClientAuth::post;
    provider.claim = "sub";
    provider.matched_by = MatchedBy::third_account;
    provider.second_factor = "mfa";
    provider.redirect_uri = "https://rooms.example.com/console/sso";
    provider.revision = "r1";
    provider.tried_at = start;
    return provider;
}

}  // namespace

TEST_P(StoreContract, KeepsOneProviderOfAnEnterprise) {
    auto provider = sample_provider(corp);
    auto const found = [&](std::string const& id) {
        return read([&](Reader& reader) { return find_sso_provider(reader, CorpId{id}); });
    };
    write([&](Transaction& tx) { return save_sso_provider(tx, provider); });
    auto const kept = found(corp);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->corp_id, provider.corp_id);
    EXPECT_EQ(kept->issuer, provider.issuer);
    EXPECT_EQ(kept->client_id, provider.client_id);
    EXPECT_EQ(kept->sealed_secret, provider.sealed_secret);
    EXPECT_EQ(kept->client_auth, provider.client_auth);
    EXPECT_EQ(kept->claim, provider.claim);
    EXPECT_EQ(kept->matched_by, provider.matched_by);
    EXPECT_EQ(kept->second_factor, provider.second_factor);
    EXPECT_EQ(kept->redirect_uri, provider.redirect_uri);
    EXPECT_EQ(kept->revision, provider.revision);
    EXPECT_EQ(kept->tried_at, provider.tried_at);
    EXPECT_FALSE(found(other_corp));

    provider.issuer = "https://other.example.com";
    provider.tried_at = Instant{};
    write([&](Transaction& tx) { return save_sso_provider(tx, provider); });
    EXPECT_EQ(found(corp)->issuer, provider.issuer);
    EXPECT_EQ(found(corp)->tried_at, Instant{});
    write([&](Transaction& tx) { return delete_sso_provider(tx, CorpId{other_corp}); });
    EXPECT_TRUE(found(corp));
    write([&](Transaction& tx) { return delete_sso_provider(tx, CorpId{corp}); });
    EXPECT_FALSE(found(corp));
}

TEST_P(StoreContract, FindsWhomAClaimMeansInItsEnterprise) {
    auto const add = [&](std::string const& name, std::string const& email,
                         std::string const& corp_id) {
        auto user = sample_member(corp_id, name);
        user.email = email;
        user.third_account = "third-" + name;
        EXPECT_TRUE(write([&](Transaction& tx) { return insert_user(tx, user); }));
    };
    add("ada", "Ada@example.com", corp);
    add("eve", "ada@example.com", other_corp);
    add("twin1", "twin@example.com", corp);
    add("twin2", "TWIN@example.com", corp);
    add("twin3", "twin@EXAMPLE.com", corp);
    add("nobody", "", corp);
    auto const accounts_of = [&](MatchedBy by, std::string const& text) {
        auto const users = read(
            [&](Reader& reader) { return find_users_matching(reader, CorpId{corp}, by, text); });
        std::vector<std::string> accounts;
        for (auto const& user : users) accounts.push_back(user.account);
        return accounts;
    };
    using Accounts = std::vector<std::string>;
    EXPECT_EQ(accounts_of(MatchedBy::email, "aDA@example.com"), Accounts{"ada"});
    EXPECT_EQ(accounts_of(MatchedBy::email, "twin@example.com").size(), 2U);
    EXPECT_EQ(accounts_of(MatchedBy::email, ""), Accounts{});
    EXPECT_EQ(accounts_of(MatchedBy::account, "ada"), Accounts{"ada"});
    EXPECT_EQ(accounts_of(MatchedBy::account, "ADA"), Accounts{});
    EXPECT_EQ(accounts_of(MatchedBy::account, "eve"), Accounts{});
    EXPECT_EQ(accounts_of(MatchedBy::third_account, "third-ada"), Accounts{"ada"});
    EXPECT_EQ(accounts_of(MatchedBy::third_account, "third-eve"), Accounts{});
    EXPECT_EQ(accounts_of(MatchedBy::third_account, ""), Accounts{});
}

TEST_P(StoreContract, MeansTheEnabledOneOfSeveral) {
    auto const status_of = [&](std::string const& email) {
        auto const users = read([&](Reader& reader) {
            return find_users_matching(reader, CorpId{corp}, MatchedBy::email, email);
        });
        return users.size() == 1 ? std::optional{users[0].status} : std::nullopt;
    };
    auto const add = [&](std::string const& name, AccountStatus status) {
        auto user = sample_member(corp, name);
        user.email = "left@example.com";
        user.status = status;
        EXPECT_TRUE(write([&](Transaction& tx) { return insert_user(tx, user); }));
    };
    add("left1", AccountStatus::disabled);
    add("left2", AccountStatus::disabled);
    EXPECT_EQ(status_of("left@example.com"), AccountStatus::disabled);
    add("back", AccountStatus::normal);
    EXPECT_EQ(status_of("left@example.com"), AccountStatus::normal);
    add("twin", AccountStatus::normal);
    EXPECT_EQ(status_of("left@example.com"), std::nullopt);
}

TEST_P(StoreContract, MeansPeopleAlone) {
    auto const room = add_terminal("room");
    auto const found = read([&](Reader& reader) {
        return find_users_matching(reader, CorpId{corp}, MatchedBy::account, "room");
    });
    EXPECT_TRUE(found.empty());
}

TEST_P(StoreContract, SpendsAStateOnce) {
    std::atomic<int> spent{0};
    race(8, [&](int) {
        if (write([](Transaction& tx) { return spend_sso_state(tx, digest(1), start); })) ++spent;
    });
    EXPECT_EQ(spent, 1);
    EXPECT_TRUE(write([](Transaction& tx) { return spend_sso_state(tx, digest(2), start); }));
}

TEST_P(StoreContract, RemembersWhomAStateWaitsForUntilItExpires) {
    auto const waiting = [&](Instant now) {
        return read([&](Reader& reader) { return find_sso_user(reader, digest(1), now); });
    };
    auto const set = [&](UserId const& user) {
        write([&](Transaction& tx) { return set_sso_user(tx, digest(1), user); });
    };
    EXPECT_EQ(waiting(start), UserId{});
    write([](Transaction& tx) { return spend_sso_state(tx, digest(1), start + seconds(1)); });
    EXPECT_EQ(waiting(start), UserId{});
    set(UserId{"ada"});
    EXPECT_EQ(waiting(start), UserId{"ada"});
    EXPECT_EQ(waiting(start + seconds(1)), UserId{});
    set(UserId{});
    EXPECT_EQ(waiting(start), UserId{});
}

TEST_P(StoreContract, ForgetsStatesThatHaveExpired) {
    auto const now = start + days(1);
    write([&](Transaction& tx) -> Status {
        TRY(spend_sso_state(tx, digest(1), now - lapsed_kept));
        TRY(spend_sso_state(tx, digest(2), now - lapsed_kept + seconds(1)));
        EXPECT_EQ(TRY(prune(tx, now, 100)), 1);
        EXPECT_TRUE(TRY(spend_sso_state(tx, digest(1), now)));
        EXPECT_FALSE(TRY(spend_sso_state(tx, digest(2), now)));
        return Done{};
    });
}

TEST_P(StoreContract, WalksOverSealedSecretsOfProviders) {
    auto const none = sample_provider(other_corp);
    auto without = none;
    without.sealed_secret.clear();
    write([&](Transaction& tx) -> Status {
        TRY(save_sso_provider(tx, sample_provider(corp)));
        return save_sso_provider(tx, without);
    });
    auto const sealed =
        read([](Reader& reader) { return list_sealed(reader, SealedKind::sso_secret, "", 10); });
    ASSERT_EQ(sealed.size(), 1U);
    EXPECT_EQ(sealed[0].context, corp);
    EXPECT_EQ(sealed[0].sealed, (Bytes{4, 0, 4}));
    Bytes const fresh{5};
    EXPECT_TRUE(write([&](Transaction& tx) { return replace_sealed(tx, sealed[0], fresh); }));
    EXPECT_FALSE(write([&](Transaction& tx) { return replace_sealed(tx, sealed[0], fresh); }));
    auto const kept = read([](Reader& reader) { return find_sso_provider(reader, CorpId{corp}); });
    EXPECT_EQ(kept->sealed_secret, fresh);
}

}  // namespace roomkey::contract
