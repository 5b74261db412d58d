#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/api/api_bench.hpp"

namespace roomkey {

/// What stories of roles have in common: sales with north below it, and lab.
class RoleBench : public testing::Test {
protected:
    RoleBench() {
        add_department("sales", "1");
        add_department("north", "sales");
        add_department("lab", "1");
    }

    void add_department(std::string const& code, std::string const& parent) {
        auto const added = as(admin, "POST", "/v1/usg/dcs/corp/dept",
                              R"({"deptName":")" + code + R"(","deptCode":")" + code +
                                  R"(","parentDeptCode":")" + parent + "\"}");
        EXPECT_EQ(added.status, 200) << added.text;
    }
    Answer move_department(std::string const& code, std::string const& parent) {
        return as(admin, "PUT", "/v1/usg/dcs/corp/dept/" + code,
                  R"({"parentDeptCode":")" + parent + "\"}");
    }

    Answer as(std::string const& token, std::string const& method, std::string const& target,
              std::string const& body = {}) {
        return bench.send_as(token, method, target, body, {{"Accept-Language", "en-US"}});
    }

    /// A user who signs in by the same name; the token.
    std::string join(std::string const& name) {
        NewUser user;
        user.account = user.third_account = name;
        EXPECT_TRUE(bench.services->users.create(user, operator_of(bench.ours.corp_id)).ok());
        return bench.sign_in(bench.ours, name).field("accessToken");
    }
    /// `departments` as in JSON: "\"sales\",\"lab\"".
    Answer give(std::string const& name, std::string const& role,
                std::string const& departments = {}) {
        return as(giver, "PUT", "/v1/roomkey/users/" + name + "/role",
                  R"({"role":")" + role + R"(","deptCodes":[)" + departments + "]}");
    }
    /// Somebody new with a role; the token.
    std::string holder(std::string const& name, std::string const& role,
                       std::string const& departments = {}) {
        auto token = join(name);
        auto const given = give(name, role, departments);
        EXPECT_EQ(given.status, 200) << given.text;
        return token;
    }

    CreatedTerminal room(std::string const& name, std::string const& department) {
        CreateCodeRequest request;
        request.device_name = name;
        request.department_code = department;
        return bench.services->codes.create(request, operator_of(bench.ours.corp_id)).value();
    }
    Answer reset(std::string const& token, std::string const& account) {
        return as(token, "PUT", reset_target(account), "{}");
    }
    Answer create(std::string const& token, std::string const& department) {
        return as(token, "POST", codes,
                  R"({"devType":"idea-hub","devName":"New","emailAddr":"a@b.com","deptCode":")" +
                      department + "\"}");
    }
    /// "count: name name" of a page, newest first.
    std::string listed(std::string const& token, std::string const& target,
                       char const* name = "name") {
        auto const page = as(token, "GET", target);
        EXPECT_EQ(page.status, 200) << page.text;
        auto text = std::to_string(page.number("count")) + ':';
        for (auto const& one : page.json.at("data").as_array()) {
            text += ' ' + std::string(one.at(name).as_string());
        }
        return text;
    }
    static std::string reason(Answer const& answer) {
        return answer.status == 200 ? "200" : std::string(answer.reply.reason);
    }

    ApiBench bench;
    std::string const admin = bench.admin_token(bench.ours);
    std::string giver = admin;  ///< Who gives roles.
    std::string const codes = "/v1/usg/dcs/corp/vision/activecode";
    std::string const members = "/v1/usg/dcs/corp/member";
    std::string const rooms = members + "?userType=12,13,14&containsUnActive=true";
    std::string const roles = "/v1/roomkey/roles";
    std::string const jobs = "/v1/roomkey/jobs";
};

}  // namespace roomkey
