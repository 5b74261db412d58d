#include "usecase/keys/reseal_values.hpp"

#include <gtest/gtest.h>

#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/fakes/outbox_fixture.hpp"

namespace roomkey {
namespace {

/// Terminals with codes and queued notices, sealed with the first key; then a second key.
class ResealValuesTest : public OutboxFixture {
protected:
    static constexpr int terminals = 150;  ///< More than a page.

    ResealValuesTest() {
        for (int i = 0; i < terminals; ++i) {
            auto const user = add_terminal("room" + std::to_string(i));
            codes_of_.emplace_back(user,
                                   reset(user, {"room" + std::to_string(i) + "@huawei.com", ""}));
        }
        auto app = App{};
        app.id = AppId{"app"};
        app.corp_id = corp_.id;
        app.sealed_key = sealer_.seal(SealPurpose::app_key, "app", Secret("an App Key"));
        EXPECT_TRUE(written([&](Transaction& tx) -> Result<bool> {
            auto user = *TRY(find_user(tx, codes_of_.front().first.id));
            user.sealed_totp = sealer_.seal(SealPurpose::totp, user.id.value, Secret("a key"));
            TRY(update_user(tx, user));
            return insert_app(tx, app);
        }));
    }

    void rotate() {
        keys_ = keys_.with_new_key(randomness_).value();
        keys_ = keys_.with_current(keys_.highest_id()).value();
        sealer_.use(keys_);
    }

    ResealProgress reseal() { return done(values_.run(go_on)); }
    ResealProgress count() { return done(values_.count(go_on)); }

    static ResealProgress done(Result<ResealProgress> result) {
        if (!result.ok()) std::abort();
        return std::move(result).value();
    }
    static bool go_on(ResealProgress const&) { return true; }

    std::vector<std::pair<User, Secret>> codes_of_;
    ResealValues values_{*store_, sealer_};
    static constexpr std::int64_t values_count = 2 * terminals + 2;
};

TEST_F(ResealValuesTest, CountsByKeyAndChangesNothing) {
    rotate();
    EXPECT_EQ(count().sealed_by, (SealedCounts{{1, values_count}}));
    EXPECT_EQ(count().sealed_by, (SealedCounts{{1, values_count}}));
}

TEST_F(ResealValuesTest, BringsEverythingUnderTheCurrentKey) {
    rotate();
    auto const outcome = reseal();
    EXPECT_EQ(outcome.resealed, values_count);
    EXPECT_EQ(outcome.failed, 0);
    EXPECT_EQ(outcome.sealed_by, (SealedCounts{{2, values_count}}));
    EXPECT_EQ(count().sealed_by, (SealedCounts{{2, values_count}}));

    // The old key may go, and everything still opens to the same text.
    sealer_.use(keys_.without(1).value());
    for (auto const& [user, code] : codes_of_) {
        auto const terminal =
            written([&](Transaction& tx) { return find_terminal_by_user(tx, user.id); });
        EXPECT_EQ(issue_.open(user.id, *terminal->code)->reveal(), code.reveal());
    }
    EXPECT_EQ(claims_.run(1000, std::chrono::seconds{60})->due.size(), std::size_t{terminals});
    auto const app = written([&](Transaction& tx) { return find_app(tx, AppId{"app"}); });
    EXPECT_EQ(sealer_.open(SealPurpose::app_key, "app", app->sealed_key)->reveal(), "an App Key");
}

TEST_F(ResealValuesTest, HasNothingToDoTheSecondTime) {
    rotate();
    reseal();
    EXPECT_EQ(reseal().resealed, 0);
}

TEST_F(ResealValuesTest, GoesOnWhereAnEarlierWalkStopped) {
    rotate();
    auto const first = done(values_.run([](ResealProgress const&) { return false; }));
    EXPECT_GT(first.resealed, 0);
    EXPECT_LT(first.resealed, values_count);
    EXPECT_EQ(reseal().resealed, values_count - first.resealed);
}

TEST_F(ResealValuesTest, LeavesABrokenValueAndGoesOn) {
    add_damaged_notice(codes_of_.front().first);
    rotate();
    auto const outcome = reseal();
    EXPECT_EQ(outcome.failed, 1);
    EXPECT_EQ(outcome.resealed, values_count);
    EXPECT_EQ(outcome.sealed_by, (SealedCounts{{1, 1}, {2, values_count}}));
}

TEST_F(ResealValuesTest, LeavesAValueThatChangesMeanwhileToItsChange) {
    rotate();
    auto const& user = codes_of_.back().first;
    Secret fresh;
    (void)done(values_.run([&](ResealProgress const& progress) {
        // After the first page, so behind what was read of it.
        if (fresh.empty() && progress.resealed > 0) fresh = reset(user, {"", ""});
        return true;
    }));
    auto const terminal =
        written([&](Transaction& tx) { return find_terminal_by_user(tx, user.id); });
    EXPECT_EQ(issue_.open(user.id, *terminal->code)->reveal(), fresh.reveal());
}

}  // namespace
}  // namespace roomkey
