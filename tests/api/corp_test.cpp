#include <gtest/gtest.h>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

constexpr int none = 2'147'483'647;  // As it is shown if there is no limit.

class CorpStories : public testing::Test {
protected:
    Answer show() { return bench.send_as(token, "GET", path); }
    Answer update(std::string const& body) { return bench.send_as(token, "PUT", path, body); }
    Answer resources() { return bench.send_as(token, "GET", path + "/resource"); }
    /// sumCount and usedCount of a counter.
    std::pair<std::int64_t, std::int64_t> counter(std::string const& name) {
        auto const counter = resources().json.at(name);
        return {counter.at("sumCount").to_number<std::int64_t>(),
                counter.at("usedCount").to_number<std::int64_t>()};
    }
    /// The types that a search finds.
    std::vector<std::string> types(std::string const& query = {}) {
        auto const answer = bench.send_as(token, "GET", path + "/resource-list" + query);
        EXPECT_EQ(answer.status, 200) << answer.text;
        std::vector<std::string> types;
        for (auto const& one : answer.json.at("data").as_array()) {
            types.emplace_back(one.at("type").as_string());
        }
        return types;
    }

    ApiBench bench;
    std::string const path = "/v1/usg/dcs/corp";
    std::string token = bench.admin_token(bench.ours);
    using Types = std::vector<std::string>;
};

TEST_F(CorpStories, ShowsTheEnterpriseWithItsDefaultAdministrator) {
    auto const shown = show();
    boost::json::object const expected{{"id", bench.ours.corp_id.value},
                                       {"name", "Ours"},
                                       {"address", ""},
                                       {"adminName", "Administrator"},
                                       {"account", bench.ours.admin_account},
                                       {"phone", ""},
                                       {"country", ""},
                                       {"email", ""},
                                       {"enableSMS", true},
                                       {"enableCloudDisk", false},
                                       {"enablePstn", false},
                                       {"autoUserCreate", true},
                                       {"totpRequired", false},
                                       {"codeValiditySeconds", 864'000},
                                       {"codeFormat", "digits:11"},
                                       {"language", "zh-CN"},
                                       {"timeZone", ""},
                                       {"corpType", 0}};
    EXPECT_EQ(shown.json, expected) << shown.text;
    EXPECT_EQ(bench.send_as(token, "GET", "/v1/usg/dcs/member").json.at("corp"), shown.json);
    token = bench.admin_token(bench.theirs);
    EXPECT_EQ(show().field("id"), bench.theirs.corp_id.value);
    token = bench.sign_in(bench.ours, "member").field("accessToken");
    EXPECT_EQ(show().status, 403);
}

TEST_F(CorpStories, ChangesWhatIsNamedAndNothingElse) {
    auto const changed = update(R"({"address":"1 Road","autoUserCreate":false})");
    EXPECT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.text, "");
    EXPECT_EQ(bench.audit().front().operation, "update_corp");
    EXPECT_EQ(bench.audit().front().actor, bench.ours.admin_account);
    EXPECT_EQ(bench.sign_in(bench.ours, "newcomer").error_code(), "USG.206010030");
    EXPECT_EQ(update(R"({"autoUserCreate":true})").status, 200);
    EXPECT_EQ(bench.sign_in(bench.ours, "newcomer").status, 200);
    EXPECT_EQ(show().field("address"), "1 Road");
    EXPECT_EQ(update(R"({"address":")" + std::string(255, 'x') + "\"}").status, 200);
    EXPECT_EQ(update(R"({"address":null})").status, 200);
    EXPECT_EQ(show().field("address").size(), 255U);
    EXPECT_EQ(update(R"({"address":""})").status, 200);
    EXPECT_EQ(show().field("address"), "");
    // What an operator decides.
    EXPECT_EQ(update(R"({"name":"Mine","enableSMS":false,"limits":{"member":9}})").status, 200);
    EXPECT_EQ(show().field("name"), "Ours");
    EXPECT_TRUE(show().json.at("enableSMS").as_bool());
    EXPECT_EQ(counter("teSoftCount").first, none);
    token = bench.admin_token(bench.theirs);
    EXPECT_EQ(show().field("address"), "");
}

TEST_F(CorpStories, DecidesHowCodesAreMadeFromThenOn) {
    auto const before = bench.make_terminal(bench.ours, "Alder");
    auto const expiry = [&](char const* name) {
        auto const found = bench.send_as(
            token, "GET", "/v1/usg/dcs/corp/vision/activecode?searchKey=" + std::string(name));
        EXPECT_EQ(found.number("count"), 1) << found.text;
        return found.json.at("data").at(0).at("expireDate").as_int64();
    };
    auto const after = [&](std::chrono::seconds validity) {
        return unix_milliseconds(bench.clock.now() + validity);
    };
    EXPECT_EQ(update(R"({"codeValiditySeconds":60,"codeFormat":"digits:16"})").status, 200);
    EXPECT_EQ(show().number("codeValiditySeconds"), 60);
    EXPECT_EQ(show().field("codeFormat"), "digits:16");
    auto const next = bench.make_terminal(bench.ours, "Birch");
    EXPECT_EQ(before.code.reveal().size(), 11U);
    EXPECT_EQ(next.code.reveal().size(), 16U);
    EXPECT_EQ(expiry("Alder"), after(std::chrono::days{10}));
    EXPECT_EQ(expiry("Birch"), after(std::chrono::seconds{60}));
    EXPECT_EQ(update(R"({"codeValiditySeconds":31536000,"codeFormat":"crockford"})").status, 200);
    auto const last = bench.make_terminal(bench.ours, "Cedar");
    EXPECT_NE(last.code.reveal().find_first_not_of("0123456789"), std::string::npos);
    EXPECT_EQ(expiry("Cedar"), after(std::chrono::days{365}));
    // All of them work, and nobody else's are like that.
    for (auto const* terminal : {&before, &next, &last}) {
        EXPECT_EQ(bench.activate(terminal->code.reveal()).status, 200);
    }
    EXPECT_EQ(bench.make_terminal(bench.theirs).code.reveal().size(), 11U);
    for (auto const* body : {R"({"codeValiditySeconds":59})", R"({"codeValiditySeconds":31536001})",
                             R"({"codeFormat":"digits:7"})", R"({"codeFormat":"digits:17"})"}) {
        EXPECT_EQ(update(body).error_code(), "USG.000000003") << body;
    }
    EXPECT_EQ(show().field("codeFormat"), "crockford");
}

TEST_F(CorpStories, DecidesLanguageAndTimeZoneOfItsMessages) {
    EXPECT_EQ(update(R"({"language":"en-US","timeZone":"Europe/Berlin"})").status, 200);
    EXPECT_EQ(show().field("language"), "en-US");
    EXPECT_EQ(show().field("timeZone"), "Europe/Berlin");
    EXPECT_EQ(bench.audit().front().detail, "language en-US; time zone Europe/Berlin");
    for (auto const* zone : {"Berlin", "Europe/Nowhere", "GMT+3", "Europe/Berlin "}) {
        auto const refused =
            update(R"({"language":"zh-CN","timeZone":")" + std::string(zone) + "\"}");
        EXPECT_EQ(refused.error_code(), "USG.000000003") << zone;
        EXPECT_NE(refused.field("error_msg").find("timeZone"), std::string::npos) << refused.text;
    }
    EXPECT_EQ(update(R"({"language":"de-DE"})").error_code(), "USG.000000003");
    EXPECT_EQ(update(R"({"address":"1 Road"})").status, 200);
    EXPECT_EQ(show().field("timeZone"), "Europe/Berlin");
    EXPECT_EQ(show().field("language"), "en-US");
    EXPECT_EQ(update(R"({"timeZone":""})").status, 200);
    EXPECT_EQ(show().field("timeZone"), "");
}

TEST_F(CorpStories, RecordsWhatWasChanged) {
    auto const detail = [&](std::string const& body) {
        EXPECT_EQ(update(body).status, 200) << body;
        EXPECT_EQ(bench.audit().front().operation, "update_corp");
        return bench.audit().front().detail;
    };
    EXPECT_EQ(detail(R"({"totpRequired":true})"), "totp required");
    EXPECT_EQ(detail(R"({"totpRequired":false,"address":"1 Road","autoUserCreate":true})"),
              "address changed; totp optional");
    EXPECT_EQ(detail(R"({"address":"","autoUserCreate":false})"),
              "address none; auto user create off");
    EXPECT_EQ(detail(R"({"autoUserCreate":false})"), "");
    EXPECT_EQ(detail(R"({"codeValiditySeconds":5400,"codeFormat":"digits:8"})"),
              "code validity 90m; code format 8 digits");

    auto const changed = [&](CorpChange const& change) {
        EXPECT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
        EXPECT_EQ(bench.audit().front().corp_id, bench.ours.corp_id);
        return bench.audit().front().detail;
    };
    CorpChange change;
    change.name = "Mine";
    change.code_validity = std::chrono::hours{36};
    change.code_format = CodeFormat{CodeFormat::Alphabet::decimal, 12};
    change.strict_nonces = true;
    change.enable_sms = false;
    change.language = Language::en_us;
    change.time_zone = "Europe/Berlin";
    change.limits = {{UserType::member, 9}, {UserType::smart_rooms, 0}};
    EXPECT_EQ(changed(change),
              "name Mine; code validity 36h; code format 12 digits; strict nonces on; sms off; "
              "language en-US; time zone Europe/Berlin; limit SOFT 9; limit ROOM 0");
    EXPECT_EQ(changed(change), "");
    CorpChange back;
    back.code_format = CodeFormat{CodeFormat::Alphabet::crockford32, crockford_code_length};
    back.strict_nonces = false;
    back.time_zone = "";
    back.limits = {{UserType::member, std::nullopt}};
    EXPECT_EQ(changed(back),
              "code format 16 characters; strict nonces off; time zone none; limit SOFT none");
}

TEST_F(CorpStories, ShowsWhatIsUsedOfEachResource) {
    CorpChange change;
    change.limits = {{UserType::member, 3}, {UserType::smart_tv, 0}, {UserType::smart_rooms, 9}};
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
    bench.make_terminal(bench.ours, "A");
    bench.bind(bench.make_terminal(bench.ours, "B"));
    bench.make_terminal(bench.ours, "C", DeviceType::smart_rooms);
    bench.make_terminal(bench.ours, "D", DeviceType::welink_desktop);
    auto const disabled = bench.make_terminal(bench.ours, "E", DeviceType::smart_rooms).account;
    EXPECT_TRUE(bench.services->users.set_disabled(disabled, true).ok());
    auto const deleted = bench.make_terminal(bench.ours, "F", DeviceType::smart_rooms).account;
    EXPECT_TRUE(bench.services->users.remove(deleted).ok());
    auto const counted = [](std::int64_t sum, std::int64_t used) {
        return boost::json::object{{"sumCount", sum},
                                   {"trialCount", 0},
                                   {"expiredCount", 0},
                                   {"expiringCount", 0},
                                   {"usedCount", used}};
    };
    boost::json::object const uncounted{
        {"sumCount", 0}, {"trialCount", 0}, {"expiredCount", 0}, {"expiringCount", 0}};
    boost::json::object const expected{{"teSoftCount", counted(3, 1)},
                                       {"te1080pHardCount", counted(none, 0)},
                                       {"te720pHardCount", counted(0, 0)},
                                       {"thirdPartyHardCount", counted(0, 0)},
                                       {"hwVisionCount", counted(0, 0)},
                                       {"ideaHubCount", counted(none, 2)},
                                       {"roomCount", counted(9, 2)},
                                       {"recordCapability", uncounted},
                                       {"confCallCount", uncounted},
                                       {"liveCount", uncounted},
                                       {"vmr", boost::json::array{}},
                                       {"enablePstn", false},
                                       {"enableSMS", true},
                                       {"enableHybridCloud", false},
                                       {"enableCloudDisk", false},
                                       {"enableUc", false},
                                       {"enableAiMinutes", false},
                                       {"singleConfCallCount", 0},
                                       {"confLength", 0}};
    EXPECT_EQ(resources().json, expected) << resources().text;
    token = bench.admin_token(bench.theirs);
    EXPECT_EQ(counter("roomCount"), std::pair(std::int64_t{none}, std::int64_t{0}));
}

TEST_F(CorpStories, FindsResourcesByWhatTheyHave) {
    Types const all{"SOFT", "HARD_1080P", "HUAWEI_VISION", "IDEA_HUB", "ROOM"};
    EXPECT_EQ(types(), all);
    EXPECT_EQ(types("?searchKey=" + bench.ours.corp_id.value), all);
    EXPECT_EQ(types("?searchKey=idea_h"), Types{"IDEA_HUB"});
    EXPECT_EQ(types("?searchKey=" + bench.theirs.corp_id.value), Types{});
    EXPECT_EQ(types("?type=ROOM"), Types{"ROOM"});
    for (auto const* absent : {"VMR", "CONF_CALL", "HARD_720P", "LIVE", "RECORD"}) {
        EXPECT_EQ(types("?type=" + std::string(absent)), Types{}) << absent;
    }
    EXPECT_EQ(types("?status=0&vmrMode=1"), all);
    EXPECT_EQ(types("?status=1"), Types{});
    EXPECT_EQ(types("?typeId=2001000"), Types{});
    EXPECT_EQ(types("?orderId=1"), Types{});
    EXPECT_EQ(types("?startExpireDate=253402300799998"), all);
    EXPECT_EQ(types("?startExpireDate=253402300799999"), Types{});
    EXPECT_EQ(types("?endExpireDate=253402300799999"), Types{});
    EXPECT_EQ(types("?offset=4&limit=2"), Types{"ROOM"});
    CorpChange change;
    change.limits = {{UserType::smart_rooms, 20}};
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
    boost::json::object const expected{{"id", bench.ours.corp_id.value + "-ROOM"},
                                       {"type", "ROOM"},
                                       {"typeId", nullptr},
                                       {"typeDesc", nullptr},
                                       {"vmrMode", nullptr},
                                       {"count", 20},
                                       {"expireDate", 253'402'300'799'999},
                                       {"orderId", ""},
                                       {"status", 0},
                                       {"editable", false}};
    auto const found = bench.send_as(token, "GET", path + "/resource-list?type=ROOM");
    EXPECT_EQ(found.json.at("data").as_array().at(0), expected) << found.text;
}

TEST_F(CorpStories, DecidesTheLanguageOfMessagesUnlessTheRequestDoes) {
    CorpChange english;
    english.language = Language::en_us;
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, english).ok());
    auto const terminal = bench.make_terminal(bench.ours);
    std::pair<char const*, Language> const cases[] = {
        {nullptr, Language::en_us}, {"de-DE", Language::en_us},
        {"*", Language::en_us},     {"zh-CN, *;q=0.1", Language::en_us},
        {"zh-CN", Language::zh_cn}, {"en;q=0.5", Language::en_us}};
    for (auto const& [header, language] : cases) {
        std::vector<HttpHeader> headers;
        if (header != nullptr) headers.push_back({"Accept-Language", header});
        bench.clock.advance(std::chrono::seconds{1});
        ASSERT_EQ(bench
                      .send_as(token, "PUT", reset_target(terminal.account),
                               R"({"emailAddr":"a@b.example"})", headers)
                      .status,
                  200);
        EXPECT_EQ(bench.notices(terminal.user_id).front().language, language);
    }
    // The other enterprise stays as it was.
    auto const other = bench.make_terminal(bench.theirs);
    notice_of(bench, other);
    EXPECT_EQ(bench.notices(other.user_id).front().language, Language::zh_cn);
}

}  // namespace
}  // namespace roomkey
