#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {

/// What stories of hard terminals have in common.
class DeviceBench : public testing::Test {
protected:
    Answer get(std::string const& target) { return bench.send_as(token, "GET", target); }
    Answer post(std::string const& target, std::string const& body) {
        return bench.send_as(token, "POST", target, body);
    }
    Answer put(std::string const& target, std::string const& body) {
        return bench.send_as(token, "PUT", target, body);
    }
    static std::string device(std::string const& sn, std::string const& more = {}) {
        return R"({"name":"Hall","model":"TE20","sn":")" + sn + R"(","email":"hall@example.com")" +
               more + '}';
    }
    Answer add(std::string const& sn, std::string const& more = {}) {
        auto answer = post(devices, device(sn, more));
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer;
    }
    Answer show(std::string const& sn) { return get(devices + '/' + sn); }
    Answer reset(std::string const& sn,
                 std::string const& body = R"({"emailAddr":"hall@example.com"})") {
        return post(devices + '/' + sn + "/activecode", body);
    }

    Terminal terminal(std::string const& sn) {
        return bench.store
            ->read([&](Reader& reader) -> Result<Terminal> {
                auto const user =
                    TRY(find_user_by_serial_number(reader, bench.ours.corp_id, sn)).value();
                return TRY(find_terminal_by_user(reader, user.id)).value();
            })
            .value();
    }
    /// The code that only the contacts are sent; empty if there is none.
    std::string code_of(Terminal const& terminal) {
        if (!terminal.code) return {};
        return bench.services->code_issue.open(terminal.user.id, *terminal.code).value().reveal();
    }
    std::string code(std::string const& sn) { return code_of(terminal(sn)); }
    /// The credential of the device, which is bound now.
    std::string bind(std::string const& sn) {
        auto const answer = bench.activate(code(sn), sn);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.field("accessToken");
    }
    std::string reason_for_device(std::string const& credential) {
        return bench.send_as(credential, "GET", "/v1/terminal").header("X-Roomkey-Reason");
    }
    std::string last_audit() {
        auto const entry = bench.audit().front();
        return entry.operation + ' ' + entry.account + ' ' + entry.detail + ' ' + entry.outcome;
    }

    std::string const devices = "/v1/usg/dcs/corp/device";
    ApiBench bench;
    std::string token = bench.admin_token(bench.ours);
};

}  // namespace roomkey
