#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/api/session_bench.hpp"

namespace roomkey {

/// Ann with a session that she began before she had a second factor.
class SecondFactorBench : public SessionBench {
protected:
    static std::string with(std::string const& field, std::string const& text) {
        return R"({")" + field + R"(":")" + text + "\"}";
    }
    Answer confirm(std::string const& code) {
        return send(cookie, "PUT", totp_path, with("totp", code));
    }
    void enrol() {
        EXPECT_EQ(send(cookie, "POST", totp_path).status, 200);
        EXPECT_EQ(confirm(bench.totp_of("ann@ours")).status, 200);
    }
    Answer remove(std::string const& password, std::string const& code = {}) {
        return send(cookie, "DELETE", totp_path,
                    R"({"pwd":")" + password + R"(","totp":")" + code + "\"}");
    }
    Answer sign_in_with(std::string const& code, std::string const& password = "Bluebird-22") {
        return bench.send(
            "POST", session_path,
            R"({"account":"ann@ours","pwd":")" + password + R"(","totp":")" + code + "\"}");
    }
    bool is_enabled() { return show_session(cookie).json.at("totpEnabled").as_bool(); }

    std::string const totp_path = "/v1/roomkey/session/totp";
    std::string cookie = begun("ann@ours", own_password);
};

}  // namespace roomkey
