#include "storage/sql/directory/users.hpp"

#include "storage/sql/notice/notices.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

using Numbers = std::vector<int>;

Numbers numbers(Page<NoticeRow> const& page) {
    Numbers numbers;
    for (auto const& row : page.data) numbers.push_back(std::stoi(row.notice.id.value.substr(7)));
    return numbers;
}

void add(Store& store, int number, UserId const& user, NoticeState state = NoticeState::queued,
         std::string const& corp = "100000001") {
    auto notice = sample_notice(number, user);
    notice.corp_id = CorpId{corp};
    notice.state = state;
    valid(store.write([&](Transaction& tx) { return insert_notice(tx, notice); }));
}

Page<NoticeRow> search(Store& store, NoticeSearch by = {}) {
    if (by.reach.corp_id.empty()) by.reach.corp_id = CorpId{"100000001"};
    return valid(store.read([&](Reader& reader) { return search_notices(reader, by); }));
}

Notice stored(Store& store, int number) {
    return valid(store.read([&](Reader& reader) {
               return find_notice(reader, sample_notice(number, {}).id);
           }))
        .value();
}

}  // namespace

TEST_P(StoreContract, FindsTheNoticesOfTheEnterpriseNewestFirst) {
    auto const room = add_terminal("room");
    auto const other = add_terminal("other", other_corp);
    for (int const number : {2, 3, 1}) add(*store_, number, room.user.id);
    add(*store_, 4, other.user.id, NoticeState::queued, other_corp);

    auto const page = search(*store_);

    EXPECT_EQ(numbers(page), (Numbers{3, 2, 1}));
    EXPECT_EQ(page.count, 3);
    EXPECT_EQ(page.limit, page_limit_default);
    auto const& notice = page.data[0].notice;
    EXPECT_EQ(notice.code_id, sample_notice(3, room.user.id).code_id);
    EXPECT_EQ(notice.masked_contact, "+86173****5678");
    EXPECT_EQ(notice.expires_at, start + days(10));
}

TEST_P(StoreContract, OrdersNoticesOfOneMomentByTheirComing) {
    auto const room = add_terminal("room");
    write([&](Transaction& tx) -> Status {
        for (int number = 1; number <= 3; ++number) {
            auto notice = sample_notice(number, room.user.id);
            notice.created_at = start;
            TRY(insert_notice(tx, notice));
        }
        return Done{};
    });
    EXPECT_EQ(numbers(search(*store_)), (Numbers{3, 2, 1}));
}

TEST_P(StoreContract, ShowsTheAccountAndTheCodeThatItHasNow) {
    auto const room = add_terminal("room");
    auto const silent = add_terminal("silent");
    add_code(room, sample_code(7));
    add(*store_, 1, room.user.id);
    add(*store_, 2, silent.user.id);

    auto const page = search(*store_);

    ASSERT_EQ(page.data.size(), 2U);
    EXPECT_EQ(page.data[0].account, "silent");
    EXPECT_FALSE(page.data[0].code);
    EXPECT_EQ(page.data[1].account, "room");
    EXPECT_EQ(page.data[1].name, room.user.name);
    ASSERT_TRUE(page.data[1].code);
    EXPECT_EQ(page.data[1].code->id(), sample_code(7).id());
    EXPECT_EQ(page.data[1].code->expires_at, sample_code(7).expires_at);
}

TEST_P(StoreContract, KeepsTheSettledNoticesOfADeletedAccount) {
    auto const room = add_terminal("room");
    add(*store_, 1, room.user.id, NoticeState::accepted);
    add(*store_, 2, room.user.id);
    write([&](Transaction& tx) { return delete_user(tx, room.user.id); });

    auto const page = search(*store_);

    EXPECT_EQ(numbers(page), (Numbers{1}));
    EXPECT_EQ(page.data[0].account, "");
    EXPECT_EQ(page.data[0].name, "");
    EXPECT_FALSE(page.data[0].code);
}

TEST_P(StoreContract, FiltersByAccountStateAndTimeTogether) {
    auto const room = add_terminal("room");
    auto const hall = add_terminal("hall");
    add(*store_, 1, room.user.id, NoticeState::failed);
    add(*store_, 2, room.user.id, NoticeState::failed);
    add(*store_, 3, room.user.id, NoticeState::accepted);
    add(*store_, 4, hall.user.id, NoticeState::failed);
    auto const found = [&](std::string const& account, std::optional<NoticeState> state,
                           std::optional<int> from = {}, std::optional<int> to = {}) {
        NoticeSearch by;
        by.account = account;
        by.state = state;
        if (from) by.from = start + seconds(*from);
        if (to) by.to = start + seconds(*to);
        auto const page = search(*store_, by);
        EXPECT_EQ(page.count, static_cast<std::int64_t>(page.data.size()));
        return numbers(page);
    };
    EXPECT_EQ(found("room", {}), (Numbers{3, 2, 1}));
    EXPECT_EQ(found("", NoticeState::failed), (Numbers{4, 2, 1}));
    EXPECT_EQ(found("room", NoticeState::failed), (Numbers{2, 1}));
    EXPECT_EQ(found("room", NoticeState::queued), (Numbers{}));
    // From a moment on, before another.
    EXPECT_EQ(found("", {}, 2, 4), (Numbers{3, 2}));
    EXPECT_EQ(found("", NoticeState::failed, 2), (Numbers{4, 2}));
    EXPECT_EQ(found("room", NoticeState::failed, {}, 2), (Numbers{1}));
    EXPECT_EQ(found("nobody", {}), (Numbers{}));
}

TEST_P(StoreContract, FiltersByReport) {
    auto const room = add_terminal("room");
    auto const hall = add_terminal("hall");
    add(*store_, 1, room.user.id, NoticeState::accepted);
    add(*store_, 2, room.user.id, NoticeState::accepted);
    add(*store_, 3, hall.user.id, NoticeState::accepted);
    add(*store_, 4, hall.user.id, NoticeState::failed);
    add(*store_, 5, hall.user.id);
    write([](Transaction& tx) -> Status {
        for (int const number : {1, 3, 4}) {
            TRY(save_report(tx, sample_notice(number, {}).id, ReportState::failed, "", start));
        }
        TRY(save_report(tx, sample_notice(2, {}).id, ReportState::delivered, "", start));
        return Done{};
    });
    auto const found = [&](std::string const& account, std::optional<ReportState> report,
                           std::optional<NoticeState> state = {}) {
        NoticeSearch by;
        by.account = account;
        by.report = report;
        by.state = state;
        auto const page = search(*store_, by);
        EXPECT_EQ(page.count, static_cast<std::int64_t>(page.data.size()));
        return numbers(page);
    };
    EXPECT_EQ(found("", ReportState::failed), (Numbers{4, 3, 1}));
    EXPECT_EQ(found("", ReportState::failed, NoticeState::accepted), (Numbers{3, 1}));
    EXPECT_EQ(found("hall", ReportState::failed), (Numbers{4, 3}));
    EXPECT_EQ(found("hall", ReportState::failed, NoticeState::accepted), (Numbers{3}));
    EXPECT_EQ(found("", ReportState::delivered), (Numbers{2}));
    EXPECT_EQ(found("", ReportState::rejected), (Numbers{}));
    EXPECT_EQ(found("", {}), (Numbers{5, 4, 3, 2, 1}));
}

TEST_P(StoreContract, FindsWhatWaitsAfterAFailure) {
    auto const room = add_terminal("room");
    auto const hall = add_terminal("hall");
    auto const other = add_terminal("other", other_corp);
    auto const put = [&](int number, UserId const& user, NoticeState state, char const* failure,
                         char const* corp_id = corp) {
        auto notice = sample_notice(number, user);
        notice.corp_id = CorpId{corp_id};
        notice.state = state;
        notice.failure = failure;
        write([&](Transaction& tx) { return insert_notice(tx, notice); });
    };
    put(1, room.user.id, NoticeState::queued, "553 5.7.1");
    put(2, room.user.id, NoticeState::queued, "");
    put(3, room.user.id, NoticeState::failed, "550 no such mailbox");
    put(4, hall.user.id, NoticeState::sending, "553 5.7.1");
    put(5, other.user.id, NoticeState::queued, "553 5.7.1", other_corp);
    put(6, hall.user.id, NoticeState::superseded, "553 5.7.1");
    auto const found = [&](std::string const& account, std::optional<NoticeState> state = {},
                           std::optional<int> from = {}) {
        NoticeSearch by;
        by.is_delayed = true;
        by.account = account;
        by.state = state;
        if (from) by.from = start + seconds(*from);
        auto const page = search(*store_, by);
        EXPECT_EQ(page.count, static_cast<std::int64_t>(page.data.size()));
        return numbers(page);
    };
    EXPECT_EQ(found(""), (Numbers{4, 1}));
    EXPECT_EQ(found("room"), (Numbers{1}));
    EXPECT_EQ(found("", NoticeState::queued), (Numbers{1}));
    EXPECT_EQ(found("", NoticeState::failed), (Numbers{}));
    EXPECT_EQ(found("", {}, 2), (Numbers{4}));
    NoticeSearch reported;
    reported.is_delayed = true;
    reported.report = ReportState::failed;
    EXPECT_EQ(search(*store_, reported).count, 0);
    write([](Transaction& tx) {
        return save_report(tx, sample_notice(1, {}).id, ReportState::failed, "", start);
    });
    EXPECT_EQ(numbers(search(*store_, reported)), (Numbers{1}));
}

TEST_P(StoreContract, FindsNothingByAnAccountOfAnotherEnterprise) {
    auto const other = add_terminal("other", other_corp);
    add(*store_, 1, other.user.id, NoticeState::queued, other_corp);
    NoticeSearch by;
    by.account = "other";
    EXPECT_EQ(search(*store_, by).count, 0);
    by.reach.corp_id = CorpId{other_corp};
    EXPECT_EQ(search(*store_, by).count, 1);
}

TEST_P(StoreContract, ReturnsOnePageAtATime) {
    auto const room = add_terminal("room");
    for (int number = 1; number <= 5; ++number) add(*store_, number, room.user.id);
    NoticeSearch by;
    by.page = {2, 2};
    EXPECT_EQ(numbers(search(*store_, by)), (Numbers{3, 2}));
    // Beyond the end the last page is returned.
    by.page = {7, 2};
    auto const last = search(*store_, by);
    EXPECT_EQ(last.offset, 4);
    EXPECT_EQ(last.count, 5);
    EXPECT_EQ(numbers(last), (Numbers{1}));
}

TEST_P(StoreContract, FollowsANoticeFromStateToState) {
    auto const room = add_terminal("room");
    add(*store_, 1, room.user.id);
    auto const count = [&](NoticeState state) {
        NoticeSearch by;
        by.state = state;
        return search(*store_, by).count;
    };
    EXPECT_EQ(count(NoticeState::queued), 1);
    write([](Transaction& tx) { return lease_notices(tx, 1, start + days(1), start + days(2)); });
    EXPECT_EQ(count(NoticeState::queued), 0);
    EXPECT_EQ(count(NoticeState::sending), 1);
}

TEST_P(StoreContract, SupersedesOneNoticeWhileItIsQueued) {
    UserId const room{"user-room"};
    add(*store_, 1, room);
    add(*store_, 2, room);
    add(*store_, 3, room, NoticeState::failed);
    auto const supersede = [&](int number) {
        return write([&](Transaction& tx) {
            return supersede_notice(tx, sample_notice(number, room).id, start + seconds(20));
        });
    };
    auto const leased = write([](Transaction& tx) {
        return lease_notices(tx, 1, start + seconds(10), start + seconds(40));
    });
    ASSERT_EQ(leased.at(0).id, sample_notice(1, room).id);

    EXPECT_FALSE(supersede(1));
    EXPECT_TRUE(supersede(2));
    EXPECT_FALSE(supersede(2));
    EXPECT_FALSE(supersede(3));
    EXPECT_FALSE(supersede(4));

    EXPECT_EQ(stored(*store_, 1).state, NoticeState::sending);
    EXPECT_EQ(stored(*store_, 2).state, NoticeState::superseded);
    EXPECT_EQ(stored(*store_, 3).state, NoticeState::failed);
    EXPECT_TRUE(stored(*store_, 2).sealed_contact.empty());
}

}  // namespace roomkey::contract
