#include "delivery/sms/delivery_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/bytes.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class DeliveryReportsTest : public ::testing::Test {
protected:
    /// The query of the address, as Kannel fills it in.
    [[nodiscard]] std::string query(std::string const& status, std::string const& reply) const {
        auto url = reports_.url_for(notice_);
        url.replace(url.find("%d"), 2, status);
        url.replace(url.find("%A"), 2, reply);
        return url.substr(url.find('?') + 1);
    }
    [[nodiscard]] ErrorCode code_of(std::string const& text) const {
        auto const report = reports_.read(text);
        return report.ok() ? ErrorCode{} : report.error().code;
    }

    NoticeId notice_{"0123456789abcdef0123456789abcdef"};
    NoticeId other_{"0123456789abcdef0123456789abcde0"};
    Secret key_{std::string(32, 'k')};
    DeliveryReports reports_ =
        DeliveryReports::open("http://127.0.0.1:9464/sms/report", key_).value();
};

TEST_F(DeliveryReportsTest, MakesAnAddressWithKannelsEscapes) {
    auto const url = reports_.url_for(notice_);

    EXPECT_THAT(url,
                StartsWith("http://127.0.0.1:9464/sms/report?notice=" + notice_.value + "&token="));
    EXPECT_TRUE(url.ends_with("&status=%d&reply=%A"));
    EXPECT_THAT(url, Not(HasSubstr("kkkk")));
}

TEST_F(DeliveryReportsTest, AddsToAQueryThatIsThere) {
    auto const reports = DeliveryReports::open("https://host/r?node=1", key_).value();

    EXPECT_THAT(reports.url_for(notice_), StartsWith("https://host/r?node=1&notice="));
}

TEST_F(DeliveryReportsTest, ReadsEveryStatus) {
    std::pair<char const*, ReportState> const cases[] = {
        {"1", ReportState::delivered}, {"2", ReportState::failed},    {"4", ReportState::buffered},
        {"8", ReportState::submitted}, {"16", ReportState::rejected},
    };
    for (auto const& [text, status] : cases) {
        auto const report = reports_.read(query(text, "ACK%2F+ok")).value();
        EXPECT_EQ(report.notice, notice_);
        EXPECT_EQ(report.status, status);
        EXPECT_EQ(report.reply, "ACK/ ok");
        EXPECT_NE(wire_name(status), "");
    }
}

TEST_F(DeliveryReportsTest, RefusesAForgedToken) {
    auto forged = query("1", "");
    auto& digit = forged[forged.find("token=") + 6];
    digit = digit == '0' ? '1' : '0';
    EXPECT_EQ(code_of(forged), ErrorCode::not_permitted);

    auto moved = query("1", "");
    moved.replace(moved.find(notice_.value), notice_.value.size(), other_.value);
    EXPECT_EQ(code_of(moved), ErrorCode::not_permitted);

    EXPECT_EQ(code_of("notice=" + notice_.value + "&token=&status=1"), ErrorCode::not_permitted);
}

TEST_F(DeliveryReportsTest, RefusesTheTokenOfAnotherKey) {
    auto const other = DeliveryReports::open("http://host/", Secret(std::string(32, 'x'))).value();

    auto const report = other.read(query("1", ""));

    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::not_permitted);
}

TEST_F(DeliveryReportsTest, RefusesWhatIsMissingTwiceOrMalformed) {
    for (auto const* part : {"notice=", "token=", "status="}) {
        auto text = query("1", "");
        text[text.find(part)] = 'x';
        EXPECT_EQ(code_of(text), ErrorCode::invalid_parameter) << part;
    }
    EXPECT_EQ(code_of(query("1", "") + "&status=2"), ErrorCode::invalid_parameter);
    EXPECT_EQ(code_of(query("3", "")), ErrorCode::invalid_parameter);
    EXPECT_EQ(code_of(query("%d", "")), ErrorCode::invalid_parameter);
    EXPECT_EQ(code_of(query("1", "%")), ErrorCode::invalid_parameter);
    EXPECT_EQ(code_of(query("1", "%4")), ErrorCode::invalid_parameter);
    EXPECT_EQ(code_of(query("1", std::string(5000, 'a'))), ErrorCode::invalid_parameter);
    EXPECT_EQ(code_of(""), ErrorCode::invalid_parameter);
    EXPECT_EQ(code_of("notice=a&token=b&status=1"), ErrorCode::invalid_parameter);
}

TEST_F(DeliveryReportsTest, ShowsNeitherTextNorNumberOfAReceipt) {
    auto const report =
        reports_
            .read(query("2",
                        "id%3A0123456789+to%3A%2B8617300009092+stat%3AUNDELIV+err%3A042%0A"
                        "Text%3AExample%3A+code+123+4567+8901"))
            .value();

    EXPECT_EQ(report.reply, "id:*** to:+*** stat:UNDELIV err:042 ");
}

TEST_F(DeliveryReportsTest, ShowsNoCodeInGroups) {
    std::pair<char const*, char const*> const cases[] = {
        {"see%20095%209013%205611", "see ***"},
        {"see+095-9013-5611.", "see ***."},
        {"095.9013.5611+x", "*** x"},
        {"9+5+9+0+1+3", "***"},
        {"12+345", "12 345"},
        {"12+3456", "***"},
        {"err%3A042+try+2+of+3", "err:042 try 2 of 3"},
        {"042+-+123", "042 - 123"},
        {"stat-5-", "stat-5-"},
    };
    for (auto const& [reply, shown] : cases) {
        EXPECT_EQ(reports_.read(query("2", reply)).value().reply, shown) << reply;
    }
}

TEST_F(DeliveryReportsTest, LeavesALongReplyWholeAndSurvivesMalformedOnes) {
    // Cut here, the beginning of a code could not be recognised later.
    EXPECT_EQ(reports_.read(query("2", std::string(2000, 'a'))).value().reply.size(), 2000U);
    EXPECT_EQ(reports_.read(query("2", "a%FF%00b")).value().reply, "a\uFFFD b");
}

TEST_F(DeliveryReportsTest, RefusesAnAddressThatKannelWouldMisread) {
    for (auto const* url : {"", "ftp://host/", "http://", "http://host/%d", "http://ho st/",
                            "http://user:password@host/", "http://host/#part"}) {
        EXPECT_FALSE(DeliveryReports::open(url, key_).ok()) << url;
    }
    EXPECT_FALSE(DeliveryReports::open("http://host/", Secret("short")).ok());
}

}  // namespace
}  // namespace roomkey
