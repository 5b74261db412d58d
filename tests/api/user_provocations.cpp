#include <gtest/gtest.h>

#include <chrono>

#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

constexpr char const* members = "/v1/usg/dcs/corp/member";
constexpr char const* reset_path = "/v1/usg/acs/password/admin/reset";

/// As the default administrator; in `target` and `body` a star stands for their account.
Answer sent(ApiBench& bench, std::string const& method, std::string target, std::string body) {
    for (auto* const text : {&target, &body}) {
        auto const star = text->find('*');
        if (star != std::string::npos) text->replace(star, 1, bench.ours.admin_account);
    }
    return bench.send_as(bench.admin_token(bench.ours), method, target, body);
}

Provocation refused(ErrorCode code, std::string method, std::string target, std::string body) {
    return asked(code, [=](ApiBench& bench) { return sent(bench, method, target, body); });
}

std::string new_user(std::string const& more) {
    return R"({"name":"Ann","account":"ann@ours","email":"a@b.c","pwd":"Change-me-1")" + more + '}';
}

/// A change of a password by Ann, who signs in with `present`.
Answer change_of(ApiBench& bench, std::string const& present, std::string const& old,
                 std::string const& next, std::string const& account) {
    auto const signed_in =
        bench.send("POST", "/v1/usg/acs/auth/account", R"({"account":"ann@ours","clientType":72})",
                   {{"Authorization", "Basic " + to_base64("ann@ours:" + present)}});
    return bench.send_as(
        signed_in.field("accessToken"), "PUT", "/v1/usg/acs/password",
        R"({"account":")" + account + R"(","oldPwd":")" + old + R"(","newPwd":")" + next + "\"}");
}

/// The same of a new Ann.
Answer changed(ApiBench& bench, std::string const& old, std::string const& next,
               std::string const& account = "ann@ours") {
    sent(bench, "POST", members, new_user(""));
    return change_of(bench, "Change-me-1", old, next, account);
}

/// A second change of her own, so much later.
Answer changed_again(ApiBench& bench, Duration later, std::string const& next) {
    EXPECT_EQ(changed(bench, "Change-me-1", "Bluebird-22").status, 200);
    bench.clock.advance(later);
    return change_of(bench, "Bluebird-22", "Bluebird-22", next, "ann@ours");
}

Provocation not_changed(ErrorCode code, std::string next) {
    return asked(code, [=](ApiBench& bench) { return changed(bench, "Change-me-1", next); });
}

std::vector<Provocation> of_passwords() {
    return {
        not_changed(ErrorCode::password_too_simple, "bluebirds"),
        not_changed(ErrorCode::password_repetitive, "Bluuuuebird-22"),
        not_changed(ErrorCode::password_contains_account, "xx-ann@ours"),
        not_changed(ErrorCode::password_too_similar, "Change-me-2"),
        asked(ErrorCode::old_password_wrong,
              [](ApiBench& bench) { return changed(bench, "Change-me-9", "Bluebird-22"); }),
        asked(ErrorCode::password_not_yours,
              [](ApiBench& bench) {
                  return changed(bench, "Change-me-1", "Bluebird-22", "bob@ours");
              }),
        asked(ErrorCode::account_locked,
              [](ApiBench& bench) {
                  auto const token = bench.admin_token(bench.ours);
                  auto const guess = [&] {
                      return bench.send_as(token, "PUT", "/v1/usg/acs/password",
                                           R"({"account":")" + bench.ours.admin_account +
                                               R"(","oldPwd":"x","newPwd":"Bluebird-22"})");
                  };
                  for (int i = 0; i < 5; ++i) EXPECT_EQ(guess().status, 400);
                  return guess();
              }),
        asked(ErrorCode::password_changed_recently,
              [](ApiBench& bench) { return changed_again(bench, {}, "Magpie+333"); }),
        asked(ErrorCode::password_used_recently,
              [](ApiBench& bench) {
                  return changed_again(bench, std::chrono::minutes{5}, "Change-me-1");
              }),
        refused(ErrorCode::account_unknown, "PUT", reset_path, R"({"account":"nobody"})"),
        asked(
            ErrorCode::password_not_yours,
            [](ApiBench& bench) {
                NewUser colleague;
                colleague.account = "colleague";
                colleague.third_account = "c1";
                colleague.is_administrator = true;
                EXPECT_TRUE(
                    bench.services->users.create(colleague, operator_of(bench.ours.corp_id)).ok());
                auto const token = bench.sign_in(bench.ours, "c1").field("accessToken");
                return bench.send_as(token, "PUT", reset_path,
                                     R"({"account":")" + bench.ours.admin_account + "\"}");
            }),
    };
}

/// As an administrator who is not the default one, about a colleague.
Provocation about_colleague(std::string const& method, std::string const& target,
                            std::string const& body) {
    return asked(ErrorCode::default_admin_needed, [=](ApiBench& bench) {
        for (auto const* const name : {"deputy", "colleague"}) {
            NewUser user;
            user.account = user.third_account = name;
            user.is_administrator = true;
            EXPECT_TRUE(bench.services->users.create(user, operator_of(bench.ours.corp_id)).ok());
        }
        auto const token = bench.sign_in(bench.ours, "deputy").field("accessToken");
        return bench.send_as(token, method, target, body);
    });
}

std::vector<Provocation> of_colleagues() {
    std::string const all = members;
    return {
        about_colleague("PUT", all + "/colleague", R"({"email":"mine@b.c"})"),
        about_colleague("PUT", all + "/status/1", R"(["colleague"])"),
        about_colleague("POST", all + "/delete", R"(["colleague"])"),
        about_colleague("PUT", reset_path, R"({"account":"colleague"})"),
    };
}

/// Of an enterprise that may have no more users and terminals, with a disabled one of each.
Provocation limited(ErrorCode code, std::function<Answer(ApiBench&, std::string const&)> ask) {
    return asked(code, [ask = std::move(ask)](ApiBench& bench) {
        auto const terminal = bench.make_terminal(bench.ours).account;
        EXPECT_EQ(sent(bench, "POST", members, new_user(R"(,"status":1)")).status, 200);
        EXPECT_TRUE(bench.services->users.set_disabled(terminal, true).ok());
        CorpChange change;
        change.limits = {{UserType::member, 0}, {UserType::idea_hub, 0}};
        EXPECT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
        return ask(bench, terminal);
    });
}

std::vector<Provocation> of_limits() {
    std::string const all = members;
    auto const by_status = [=](bool is_terminal) {
        return [=](ApiBench& bench, std::string const& terminal) {
            auto const account = is_terminal ? terminal : "ann@ours";
            return sent(bench, "PUT", all + "/status/0", "[\"" + account + "\"]");
        };
    };
    auto const by_update = [=](bool is_terminal) {
        return [=](ApiBench& bench, std::string const& terminal) {
            auto const account = is_terminal ? terminal : "ann@ours";
            return sent(bench, "PUT", all + '/' + account, R"({"status":0})");
        };
    };
    auto const by_post = [](std::string const& target, std::string const& body) {
        return [=](ApiBench& bench, std::string const& /*terminal*/) {
            return sent(bench, "POST", target, body);
        };
    };
    return {
        limited(ErrorCode::user_limit_reached,
                by_post(members, R"({"name":"Bob","email":"b@b.c","pwd":"Change-me-1"})")),
        limited(ErrorCode::user_limit_reached,
                by_post(all + "/add", R"({"name":"Eve","contact":"e@b.c"})")),
        limited(ErrorCode::user_limit_reached, by_status(false)),
        limited(ErrorCode::user_limit_reached, by_update(false)),
        limited(ErrorCode::terminal_resources_used_up, by_status(true)),
        limited(ErrorCode::terminal_resources_used_up, by_update(true)),
        limited(ErrorCode::terminal_limit_reached,
                by_post("/v1/usg/dcs/corp/vision/activecode",
                        R"({"devType":"idea-hub","devName":"a","emailAddr":"a@b.c"})")),
        limited(ErrorCode::registration_limit_reached,
                [](ApiBench& bench, std::string const& /*terminal*/) {
                    return bench.sign_in(bench.ours, "newcomer");
                }),
    };
}

}  // namespace

std::vector<Provocation> provocations_of_users() {
    std::string const one = std::string(members) + "/nobody";
    std::string const remove = std::string(members) + "/delete";
    std::string const disable = std::string(members) + "/status/1";
    auto all = of_passwords();
    for (auto const& each : {
             refused(ErrorCode::account_unknown, "GET", one, ""),
             refused(ErrorCode::account_unknown, "PUT", one, "{}"),
             refused(ErrorCode::account_unknown, "POST", remove, R"(["nobody"])"),
             refused(ErrorCode::account_unknown, "PUT", disable, R"(["nobody"])"),
             refused(ErrorCode::default_admin_protected, "PUT", std::string(members) + "/*",
                     R"({"status":1})"),
             refused(ErrorCode::default_admin_protected, "POST", remove, R"(["*"])"),
             refused(ErrorCode::default_admin_protected, "PUT", disable, R"(["*"])"),
             refused(ErrorCode::department_unknown, "PUT", std::string(members) + "/*",
                     R"({"deptCode":"none"})"),
             refused(ErrorCode::department_unknown, "POST", members,
                     new_user(R"(,"deptCode":"x")")),
             refused(ErrorCode::department_unknown, "POST", std::string(members) + "/add",
                     R"({"name":"Eve","contact":"e@b.c","deptCode":"x"})"),
             refused(ErrorCode::account_exists, "POST", members,
                     R"({"name":"A","account":"*","email":"a@b.c"})"),
             refused(ErrorCode::password_too_simple, "POST", members,
                     R"({"name":"A","email":"a@b.c","pwd":"abcdefgh"})"),
             refused(ErrorCode::password_contains_account, "POST", members,
                     R"({"name":"A","account":"user-one","email":"a@b.c","pwd":"user-one"})"),
         }) {
        all.push_back(each);
    }
    for (auto const& more : {of_limits(), of_colleagues()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    all.push_back(asked(ErrorCode::third_account_exists, [](ApiBench& bench) {
        EXPECT_EQ(bench.sign_in(bench.ours, "t1").status, 200);
        return sent(bench, "POST", members, new_user(R"(,"thirdAccount":"t1")"));
    }));
    return all;
}

}  // namespace roomkey
