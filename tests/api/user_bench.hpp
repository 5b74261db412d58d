#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/api/api_bench.hpp"

namespace roomkey {

/// What stories of users and their passwords have in common.
class UserBench : public testing::Test {
protected:
    Answer post(std::string const& target, std::string const& body) {
        return bench.send_as(token, "POST", target, body);
    }
    Answer put(std::string const& target, std::string const& body) {
        return bench.send_as(token, "PUT", target, body);
    }
    /// A user named Ann with an email; `more` goes on in the JSON.
    Answer add(std::string const& account, std::string const& more = {}) {
        return post(members, R"({"name":"Ann","account":")" + account + R"(","email":")" + account +
                                 R"(.com")" + more + '}');
    }
    Answer update(std::string const& account, std::string const& body) {
        return put(members + '/' + account, body);
    }
    Answer show(std::string const& account, std::string const& query = {}) {
        return bench.send_as(token, "GET", members + '/' + account + query);
    }
    /// The one user that a search for `text` finds.
    boost::json::object found(std::string const& text) {
        auto const answer = bench.send_as(token, "GET", members + "?searchKey=" + text);
        EXPECT_EQ(answer.number("count"), 1) << answer.text;
        return answer.json.at("data").as_array().at(0).as_object();
    }
    Answer sign_in(std::string const& account, std::string const& password) {
        return bench.send("POST", "/v1/usg/acs/auth/account",
                          R"({"account":")" + account + R"(","clientType":72})",
                          {{"Authorization", "Basic " + to_base64(account + ':' + password)}});
    }
    /// What lies in the outbox for this user: passwords by contact.
    std::map<std::string, std::string> sent_passwords(std::string const& id) {
        std::map<std::string, std::string> sent;
        for (auto const& notice : bench.notices(UserId{id})) {
            if (notice.sealed_contact.empty()) continue;
            auto const opened =
                bench.services->sealer
                    .open(SealPurpose::contact, notice.id.value, notice.sealed_contact)
                    .value()
                    .reveal();
            auto const mark = opened.find(password_mark);
            sent[opened.substr(0, mark)] = opened.substr(mark + 1);
        }
        return sent;
    }
    std::string last_audit() {
        auto const entry = bench.audit().front();
        return entry.actor + ' ' + entry.operation + ' ' + entry.account + ' ' + entry.outcome;
    }

    std::string const members = "/v1/usg/dcs/corp/member";
    std::string const my_info = "/v1/usg/dcs/member";
    ApiBench bench;
    std::string token = bench.admin_token(bench.ours);
};

}  // namespace roomkey
