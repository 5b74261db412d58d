#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/api/api_bench.hpp"

// Codes as they are typed, serial numbers as they are, and answers that were lost.
namespace roomkey {
namespace {

/// The digits of `code` in another script, whose zero is `zero`.
std::string in_script(std::string const& code, char32_t zero) {
    std::string text;
    for (char const digit : code) {
        auto const point = zero + static_cast<char32_t>(digit - '0');
        text.push_back(static_cast<char>(0xE0 | (point >> 12U)));
        text.push_back(static_cast<char>(0x80 | ((point >> 6U) & 0x3FU)));
        text.push_back(static_cast<char>(0x80 | (point & 0x3FU)));
    }
    return text;
}

std::string activation_body(std::string const& code, std::string const& sn = "SN1") {
    return boost::json::serialize(boost::json::object{{"activeCode", code}, {"sn", sn}});
}

Answer activate_with_key(ApiBench& bench, std::string const& key, std::string const& body) {
    return bench.send("POST", "/v1/terminal/activation", body, {{"Idempotency-Key", key}});
}

TEST(TypedCodes, AreReadInAnyScriptAndWithWhatIsPastedAlong) {
    ApiBench bench;
    auto const spread = [](std::string const& code, std::string const& between) {
        std::string text;
        for (char const digit : code) text += digit + between;
        return text;
    };
    using Typing = std::function<std::string(std::string const&)>;
    for (auto const& typing : std::vector<Typing>{
             [](auto const& code) { return in_script(code, 0xFF10); },
             [](auto const& code) { return in_script(code, 0x0966); },
             [](auto const& code) { return "\uFEFF" + code + "\r\n"; },
             [&](auto const& code) { return spread(code, "\u2009\u2013\u00A0"); },
             [&](auto const& code) { return spread(code, "\u200B\u00AD\t"); },
             [&](auto const& code) { return spread(code, std::string(200, ' ')); }}) {
        auto const terminal = bench.make_terminal(bench.ours);
        auto const typed = typing(terminal.code.reveal());
        EXPECT_EQ(bench.activate(typed).status, 200) << typed;
    }
}

TEST(TypedCodes, AreFoundByAdministratorsAndOperatorsAlike) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const typed = in_script(terminal.code.reveal(), 0xFF10) + "\n";
    std::string encoded;
    for (char const byte : typed) {
        char text[4];
        (void)std::snprintf(text, sizeof text, "%%%02X", static_cast<unsigned char>(byte));
        encoded += text;
    }
    auto const found = bench.send_as(bench.admin_token(bench.ours), "GET",
                                     "/v1/usg/dcs/corp/vision/activecode?searchKey=" + encoded);
    ASSERT_EQ(found.status, 200) << found.text;
    EXPECT_EQ(found.number("count"), 1);
    SearchCodesRequest request;
    request.search_key = typed;
    auto const& codes = bench.services->codes;
    auto const listed = codes.search(request, operator_of(bench.ours.corp_id));
    ASSERT_TRUE(listed.ok());
    EXPECT_EQ(listed->count, 1);
    EXPECT_EQ(codes.search(request, operator_of(bench.theirs.corp_id))->count, 0);
}

TEST(TypedCodes, AreFoundByAPart) {
    ApiBench bench;
    auto const code = bench.make_terminal(bench.ours).code;
    bench.bind(bench.make_terminal(bench.ours));
    auto const found = [&](std::string const& part, CorpId const& corp) {
        SearchCodesRequest request;
        request.search_key = part;
        std::vector<std::string> codes;
        auto const page = bench.services->codes.search(request, operator_of(corp));
        EXPECT_TRUE(page.ok());
        for (auto const& each : page->data) codes.emplace_back(each.code.reveal());
        return codes;
    };
    auto const text = std::string{code.reveal()};
    for (auto const& part :
         {text.substr(0, 3), text.substr(4, 5), text.substr(3), text,
          text.substr(2, 2) + "-" + text.substr(4, 3), text.substr(1, 6) + "\r\n"}) {
        EXPECT_THAT(found(part, bench.ours.corp_id), testing::ElementsAre(text)) << part;
        EXPECT_TRUE(found(part, bench.theirs.corp_id).empty());
    }
    EXPECT_TRUE(found(text.substr(0, 2), bench.ours.corp_id).empty());
    EXPECT_TRUE(found("x" + text.substr(0, 3), bench.ours.corp_id).empty());
}

TEST(TypedCodes, AreFoundByAPartWhateverTheFormatIsNow) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    auto const set_format = [&](std::string const& format) {
        auto const answer =
            bench.send_as(token, "PUT", "/v1/usg/dcs/corp", R"({"codeFormat":")" + format + "\"}");
        EXPECT_EQ(answer.status, 200) << answer.text;
    };
    auto const found = [&](std::string const& part, CreatedCorp const& corp) {
        SearchCodesRequest request;
        request.search_key = part;
        std::vector<std::string> codes;
        auto const page = bench.services->codes.search(request, operator_of(corp.corp_id));
        EXPECT_TRUE(page.ok());
        for (auto const& each : page->data) codes.emplace_back(each.code.reveal());
        return codes;
    };
    auto const first = std::string{bench.make_terminal(bench.ours).code.reveal()};
    set_format("crockford");
    auto const second = std::string{bench.make_terminal(bench.ours).code.reveal()};
    auto const letter = second.find_first_not_of("0123456789");
    ASSERT_LT(letter, second.size());
    auto const part = second.substr(std::min(letter, second.size() - 6), 6);
    for (auto const* const format : {"crockford", "digits:11"}) {
        set_format(format);
        EXPECT_THAT(found(part, bench.ours), testing::ElementsAre(second)) << format;
        EXPECT_THAT(found(" " + part.substr(0, 3) + "-" + part.substr(3), bench.ours),
                    testing::ElementsAre(second))
            << format;
        EXPECT_THAT(found(first.substr(2, 7), bench.ours), testing::ElementsAre(first)) << format;
        EXPECT_TRUE(found(part, bench.theirs).empty());
    }
    // In use, it is in no list.
    EXPECT_EQ(bench.activate(second).status, 200);
    EXPECT_TRUE(found(part, bench.ours).empty());
}

TEST(TypedCodes, AreFoundByAPartIfThereAreNotTooManyToOpen) {
    ApiBench bench;
    auto const& services = *bench.services;
    Codes const codes(services.gate, services.code_issue, services.tokens,
                      {.max = 2, .short_max = 1, .at_a_time = 1});
    auto const text = std::string{bench.make_terminal(bench.ours).code.reveal()};
    bench.make_terminal(bench.ours);
    bench.make_terminal(bench.theirs);
    auto const count_of = [&](std::string const& key) {
        SearchCodesRequest request;
        request.search_key = key;
        return codes.search(request, operator_of(bench.ours.corp_id))->count;
    };
    EXPECT_EQ(count_of(text.substr(1)), 1);
    bench.make_terminal(bench.ours);
    EXPECT_EQ(count_of(text.substr(1)), 0);
    EXPECT_EQ(count_of(text), 1);
}

TEST(TypedCodes, OfManyTakeATurnForEachSearch) {
    ApiBench bench;
    auto const& services = *bench.services;
    auto const text = std::string{bench.make_terminal(bench.ours).code.reveal()};
    SearchCodesRequest request;
    request.search_key = text.substr(1);
    auto const search = [&](Codes const& codes) {
        return codes.search(request, operator_of(bench.ours.corp_id));
    };
    Codes const without(services.gate, services.code_issue, services.tokens,
                        {.short_max = 1, .turns = 0});
    EXPECT_EQ(search(without)->count, 1);
    bench.make_terminal(bench.ours);
    EXPECT_EQ(search(without).error().code, ErrorCode::unavailable);
    // The turn ends with the search.
    Codes const with_one(services.gate, services.code_issue, services.tokens,
                         {.short_max = 1, .turns = 1});
    EXPECT_EQ(search(with_one)->count, 1);
    EXPECT_EQ(search(with_one)->count, 1);
}

TEST(TypedCodes, AreNotLeftOutInSilenceWhenNoTurnIsLeft) {
    ApiBench bench;
    auto const& services = *bench.services;
    Codes const codes(services.gate, services.code_issue, services.tokens,
                      {.short_max = 0, .turns = 0});
    auto const asking = operator_of(bench.ours.corp_id);
    CreateCodeRequest wanted;
    wanted.device_name = "Room 30112";
    ASSERT_TRUE(codes.create(wanted, asking).ok());
    SearchCodesRequest request;
    // Whether or not a name looks like it: what is found is all there is, or nothing is said.
    for (auto const* const key : {"30112", "30113"}) {
        request.search_key = key;
        EXPECT_EQ(codes.search(request, asking).error().code, ErrorCode::unavailable) << key;
    }
    // No part of a code.
    for (auto const* const key : {"Room 30112", "30"}) {
        request.search_key = key;
        EXPECT_EQ(codes.search(request, asking)->count, 1) << key;
    }
}

TEST(SerialNumbers, AreTakenAsDevicesHaveThem) {
    ApiBench bench;
    struct Row {
        std::string given;
        std::string kept;
    };
    for (auto const& row :
         std::vector<Row>{{"5CG/1234", "5CG/1234"},
                          {"00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E"},
                          {"VMware-56 4d 8f", "VMware-56 4d 8f"},
                          {"  PF2X#7(B)\r\n", "PF2X#7(B)"},
                          {"\u3000编号 7\uFEFF", "编号 7"},
                          {" " + std::string(64, 's') + "\n", std::string(64, 's')}}) {
        auto const terminal = bench.make_terminal(bench.ours);
        auto const credential = bench.bind(terminal, row.given);
        EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").field("sn"), row.kept);
    }
}

TEST(SerialNumbers, ThatTellNothingApartAreShownToAdministrators) {
    ApiBench bench;
    auto const first = bench.make_terminal(bench.ours);
    auto const second = bench.make_terminal(bench.ours);
    auto const single = bench.make_terminal(bench.ours);
    bench.bind(first, "Default string");
    bench.bind(second, "Default string");
    bench.bind(single, "5CG/1234");
    bench.bind(bench.make_terminal(bench.theirs), "5CG/1234");
    auto const user = [&](std::string const& account) {
        auto const answer = bench.send_as(
            bench.admin_token(bench.ours), "GET",
            "/v1/usg/dcs/corp/member?userType=13&containsUnActive=true&searchKey=" + account);
        return answer.json.at("data").at(0).as_object();
    };
    auto const shared = user(first.account);
    EXPECT_EQ(shared.at("sn"), "Default string");
    EXPECT_EQ(shared.at("snIsPlaceholder"), true);
    EXPECT_EQ(shared.at("snAlsoAt"), boost::json::array{second.account});
    auto const alone = user(single.account);
    EXPECT_EQ(alone.at("snIsPlaceholder"), false);
    EXPECT_EQ(alone.at("snAlsoAt"), boost::json::array{});
    // Only bindings of now.
    ASSERT_TRUE(bench.services->users.set_disabled(second.account, true).ok());
    EXPECT_EQ(user(first.account).at("snAlsoAt"), boost::json::array{});
    EXPECT_FALSE(user(second.account).contains("sn"));
}

TEST(SerialNumbers, AreTheDevicesOwnWordInTheAuditTrail) {
    ApiBench bench;
    auto const credential = bench.bind(bench.make_terminal(bench.ours), "operator");
    EXPECT_EQ(bench.send_as(credential, "DELETE", "/v1/terminal").status, 200);
    auto const entries = bench.audit();
    ASSERT_GE(entries.size(), 2U);
    EXPECT_EQ(entries[0].operation, "release_terminal");
    EXPECT_EQ(entries[0].actor, "sn:operator");
    EXPECT_EQ(entries[1].operation, "activate_terminal");
    EXPECT_EQ(entries[1].actor, "sn:operator");
}

TEST(LostActivation, IsAnsweredAgainToTheSameKey) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const code = terminal.code.reveal();
    auto const first = activate_with_key(bench, "k1", activation_body(code));
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.header("Idempotency-Replayed"), "");
    bench.clock.advance(std::chrono::minutes{10} - Duration{1});
    // From elsewhere, and typed in another way: the device and the code are the same.
    bench.source = "203.0.113.7";
    auto const again =
        activate_with_key(bench, "k1", activation_body(in_script(code, 0xFF10), " SN1 "));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(bench.send_as(again.field("accessToken"), "GET", "/v1/terminal").status, 200);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(activate_with_key(bench, "k1", activation_body(code)).error_code(), "USG.201050012");
}

TEST(LostActivation, IsNotAGuess) {
    ServicesOptions options;
    options.guess_limits.per_source = 1;
    ApiBench bench(options);
    auto const code = bench.make_terminal(bench.ours).code.reveal();
    ASSERT_EQ(activate_with_key(bench, "k1", activation_body(code)).status, 200);
    // Even from a source that is locked because of what others there do.
    EXPECT_EQ(bench.activate("00000000000").status, 400);
    EXPECT_EQ(bench.activate("00000000001").status, 429);
    for (int i = 0; i < 12; ++i) {
        EXPECT_EQ(activate_with_key(bench, "k1", activation_body(code)).status, 200);
    }
}

TEST(LostActivation, IsAGuessWithAnotherCode) {
    ServicesOptions options;
    options.guess_limits.per_source = 3;
    ApiBench bench(options);
    auto const code = bench.make_terminal(bench.ours).code.reveal();
    auto const other = bench.make_terminal(bench.ours).code.reveal();
    ASSERT_EQ(activate_with_key(bench, "k1", activation_body(code)).status, 200);
    // Neither a known key nor a valid code makes it free; a repetition counts once.
    for (auto const& guess :
         {std::string("00000000000"), other, other, std::string("00000000002")}) {
        auto const reused = activate_with_key(bench, "k1", activation_body(guess));
        EXPECT_EQ(reused.header("X-Roomkey-Reason"), "idempotency_key_reused") << guess;
    }
    EXPECT_EQ(activate_with_key(bench, "k1", activation_body("00000000003")).status, 429);
    EXPECT_EQ(activate_with_key(bench, "k1", activation_body(code)).status, 200);
    EXPECT_EQ(bench.activate(other).status, 429);
}

TEST(LostActivation, BelongsToItsKeyItsSerialNumberAndItsCode) {
    ApiBench bench;
    auto const code = bench.make_terminal(bench.ours).code.reveal();
    auto const other = bench.make_terminal(bench.ours).code.reveal();
    ASSERT_EQ(activate_with_key(bench, "k1", activation_body(code)).status, 200);
    EXPECT_EQ(activate_with_key(bench, "k2", activation_body(code)).error_code(), "USG.201050012");
    EXPECT_EQ(activate_with_key(bench, "k1", activation_body(code, "SN2")).error_code(),
              "USG.201050012");
    EXPECT_EQ(bench.activate(code).error_code(), "USG.201050012");
    for (auto const& body : {activation_body(other), activation_body("00000000000"),
                             R"({"activeCode":")" + code + R"(","sn":"SN1","model":"M"})"}) {
        auto const reused = activate_with_key(bench, "k1", body);
        EXPECT_EQ(reused.status, 400) << body;
        EXPECT_EQ(reused.header("X-Roomkey-Reason"), "idempotency_key_reused") << body;
    }
    // Devices that choose the same key do not conflict.
    EXPECT_EQ(activate_with_key(bench, "k1", activation_body(other, "SN2")).status, 200);
}

TEST(LostActivation, HandsOutNoCredentialThatIsOver) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const admin = bench.admin_token(bench.ours);
    auto const code = terminal.code.reveal();
    ASSERT_EQ(activate_with_key(bench, "k1", activation_body(code)).status, 200);
    auto const fresh =
        bench.send_as(admin, "PUT", reset_target(terminal.account)).field("activeCode");
    auto const unbound = activate_with_key(bench, "k1", activation_body(code));
    EXPECT_EQ(unbound.status, 401);
    EXPECT_EQ(unbound.error_code(), "USG.206010075");

    auto const bound = activate_with_key(bench, "k2", activation_body(fresh));
    ASSERT_EQ(bound.status, 200);
    auto const renewed = bench.send_as(bound.field("accessToken"), "PUT", "/v1/terminal/token");
    EXPECT_EQ(activate_with_key(bench, "k2", activation_body(fresh)).text, bound.text);
    EXPECT_EQ(bench.send_as(renewed.field("accessToken"), "GET", "/v1/terminal").status, 200);
    EXPECT_EQ(activate_with_key(bench, "k2", activation_body(fresh)).error_code(), "USG.201050012");
}

TEST(LostActivation, IsTheSameForRequestsThatComeTogether) {
    ApiBench bench;
    auto const body = activation_body(bench.make_terminal(bench.ours).code.reveal());
    std::vector<Answer> answers(12);
    std::vector<std::thread> threads;
    for (auto& answer : answers) {
        threads.emplace_back([&] { answer = activate_with_key(bench, "k1", body); });
    }
    for (auto& thread : threads) thread.join();
    for (auto const& answer : answers) {
        EXPECT_EQ(answer.status, 200) << answer.text;
        EXPECT_EQ(answer.text, answers.front().text);
    }
}

}  // namespace
}  // namespace roomkey
