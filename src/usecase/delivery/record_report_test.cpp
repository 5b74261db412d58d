#include "usecase/delivery/record_report.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/outbox_fixture.hpp"

namespace roomkey {
namespace {

class RecordReportTest : public OutboxFixture {
protected:
    RecordReportTest() : code_(reset(user_, {"", "+8617300009092"}).reveal()) {}

    Notice claimed() {
        auto claim = claims_.run(1, std::chrono::seconds{60});
        if (!claim.ok() || claim->due.empty()) std::abort();
        return claim->due.front().notice;
    }
    void accept(Notice const& notice) {
        EXPECT_TRUE(settlements_.run(notice, {AttemptReport::Kind::accepted, {}})->has_value());
    }
    bool report(ReportState state, std::string const& words = {}) {
        auto const shown = RecordReport(*store_, clock_, sealer_).run(stored().id, state, words);
        EXPECT_TRUE(shown.ok());
        if (!shown.ok() || !*shown) return false;
        shown_ = **shown;
        return true;
    }
    Notice stored() { return notices_of(user_).front(); }

    User user_ = add_terminal("room101");
    std::string code_;
    std::string shown_;
};

TEST_F(RecordReportTest, KeepsWhyAMessageDidNotArriveAndAuditsIt) {
    accept(claimed());
    EXPECT_TRUE(report(ReportState::submitted));
    EXPECT_TRUE(report(ReportState::failed, "stat:UNDELIV err:001"));

    EXPECT_EQ(stored().state, NoticeState::accepted);
    EXPECT_EQ(stored().report, ReportState::failed);
    EXPECT_EQ(stored().failure, "not delivered: stat:UNDELIV err:001");
    auto const entries = audit_of(user_);
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries.front().outcome, "report_failed");
    EXPECT_EQ(entries.front().source, "gateway");
    EXPECT_EQ(entries.front().corp_id, corp_.id);
    EXPECT_EQ(entries.front().detail, "sms +86173****9092");
}

TEST_F(RecordReportTest, SaysSoWhenTheSmsCentreDidNotTakeIt) {
    accept(claimed());
    EXPECT_TRUE(report(ReportState::rejected));
    EXPECT_EQ(stored().failure, "rejected by the SMS centre");
    EXPECT_EQ(audit_of(user_).front().outcome, "report_rejected");
}

TEST_F(RecordReportTest, AuditsNoReportOfAMessageThatArrived) {
    accept(claimed());
    EXPECT_TRUE(report(ReportState::delivered, "stat:DELIVRD"));
    EXPECT_EQ(stored().failure, "");
    EXPECT_EQ(audit_of(user_).size(), 1U);
    // The first final report stands.
    EXPECT_FALSE(report(ReportState::failed, "late"));
    EXPECT_EQ(stored().failure, "");
    EXPECT_EQ(audit_of(user_).size(), 1U);
}

TEST_F(RecordReportTest, IsNotForgottenWhenTheGatewayReportsBeforeItAnswers) {
    auto const notice = claimed();
    EXPECT_TRUE(report(ReportState::rejected, "NACK/0x0000000b"));
    accept(notice);
    EXPECT_EQ(stored().state, NoticeState::accepted);
    EXPECT_EQ(stored().failure, "rejected by the SMS centre: NACK/0x0000000b");
}

TEST_F(RecordReportTest, KnowsNothingOfANoticeThatIsForgotten) {
    auto const noted = RecordReport(*store_, clock_, sealer_)
                           .run(NoticeId{"gone"}, ReportState::failed, "stat:UNDELIV");
    ASSERT_TRUE(noted.ok());
    EXPECT_FALSE(*noted);
}

TEST_F(RecordReportTest, DropsWordsThatQuoteTheCodeHoweverItIsGrouped) {
    accept(claimed());
    auto const grouped = [&](std::string const& between) {
        return code_.substr(0, 3) + between + code_.substr(3, 4) + between + code_.substr(7);
    };
    for (auto const* between : {" ", "-", "", " / ", "\u00A0", "\u2013", "_", "\n"}) {
        EXPECT_TRUE(report(ReportState::buffered, "see " + grouped(between) + "!")) << between;
        EXPECT_EQ(shown_, "") << between;
    }
    EXPECT_TRUE(report(ReportState::failed, "see " + grouped(" ")));
    EXPECT_EQ(stored().failure, "not delivered");
}

TEST_F(RecordReportTest, DropsWordsThatQuoteAPartOfTheCode) {
    accept(claimed());
    for (std::size_t at = 0; at + 5 <= code_.size(); ++at) {
        EXPECT_TRUE(report(ReportState::buffered, "see " + code_.substr(at, 5) + "...")) << at;
        EXPECT_EQ(shown_, "") << at;
    }
    EXPECT_TRUE(report(ReportState::buffered, "see " + code_.substr(0, 4)));
    EXPECT_EQ(shown_, "see " + code_.substr(0, 4));
}

TEST_F(RecordReportTest, CutsLongWordsOnlyAfterTheyAreCompared) {
    accept(claimed());
    // In what is cut off, and across the cut.
    for (std::size_t const before : {200U, 115U}) {
        EXPECT_TRUE(report(ReportState::buffered, std::string(before, 'x') + ' ' + code_));
        EXPECT_EQ(shown_, "") << before;
    }
    EXPECT_TRUE(report(ReportState::failed, std::string(121, 'x')));
    EXPECT_EQ(shown_, std::string(119, 'x') + "…");
    EXPECT_EQ(stored().failure, "not delivered: " + shown_);
}

TEST_F(RecordReportTest, DropsABase32CodeThatAReceiptCutsShort) {
    corp_.policy.code_format = {CodeFormat::Alphabet::crockford32, 16};
    written([&](Transaction& tx) { return update_corp(tx, corp_); });
    auto const code = reset(user_, {"", "+8617300009092"}).reveal();
    ASSERT_EQ(code.size(), 16U);
    // The last character can be computed of the others.
    for (auto const& words : {std::string(100, 'x') + " code " + code.substr(0, 15),
                              "see " + code.substr(0, 4) + ' ' + code.substr(4, 4)}) {
        EXPECT_TRUE(report(ReportState::buffered, words)) << words;
        EXPECT_EQ(shown_, "") << words;
    }
}

TEST_F(RecordReportTest, KeepsWordsThatQuoteAnotherCode) {
    accept(claimed());
    std::string const other(code_.size(), '0');
    EXPECT_TRUE(report(ReportState::buffered, "see " + other));
    EXPECT_EQ(shown_, "see " + other);
    // Of a code that is spent nothing is secret any more, and nothing is left to compare with.
    spend_code(user_);
    EXPECT_TRUE(report(ReportState::submitted, "see " + code_));
    EXPECT_EQ(shown_, "see " + code_);
}

TEST_F(RecordReportTest, ShowsNoWordsOfAMessageWithAPassword) {
    written([&](Transaction& tx) {
        return issue_.queue_password(tx, user_, Secret("pass-word"), {"", "+8617300009092"},
                                     Language::zh_cn, clock_.now());
    });
    clock_.advance(std::chrono::seconds{1});
    for (auto const& notice : notices_of(user_)) {
        if (!notice.has_password()) continue;
        auto const shown = RecordReport(*store_, clock_, sealer_)
                               .run(notice.id, ReportState::failed, "see pass-word");
        ASSERT_TRUE(shown.ok() && shown->has_value());
        EXPECT_EQ(**shown, "");
    }
}

}  // namespace
}  // namespace roomkey
