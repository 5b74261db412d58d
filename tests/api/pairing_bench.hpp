#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tests/api/api_bench.hpp"

namespace roomkey {

/// A screen that asks to be bound without a code.
struct Screen {
    std::string token;
    std::string user_code;
    std::string number;

    /// Some number that it does not show.
    [[nodiscard]] std::string other_number(int which = 0) const {
        auto other = number;
        auto const digits = static_cast<char>('0' + (other[0] - '0' + 1 + which) % 10);
        other[0] = digits;
        return other;
    }
};

inline Answer begin_pairing(ApiBench& bench, std::string const& sn = "SN1",
                            std::string const& more = {}) {
    return bench.send("POST", "/v1/terminal/pairing",
                      R"({"origin":"https://rooms.example.com","sn":")" + sn + '"' + more + '}');
}

inline Screen screen_of(Answer const& begun) {
    return {begun.field("pairingToken"), begun.field("userCode"), begun.field("number")};
}

/// After the time that a screen waits between polls.
inline Answer poll_pairing(ApiBench& bench, Screen const& screen,
                           std::vector<HttpHeader> headers = {}) {
    bench.clock.advance(std::chrono::seconds{5});
    return bench.send("POST", "/v1/terminal/pairing/poll",
                      R"({"pairingToken":")" + screen.token + "\"}", std::move(headers));
}

inline Answer find_pairing(ApiBench& bench, std::string const& token,
                           std::string const& user_code) {
    return bench.send_as(token, "POST", "/v1/roomkey/pairings/find",
                         R"({"userCode":")" + user_code + "\"}");
}

inline Answer approve_pairing(ApiBench& bench, std::string const& token, Screen const& screen,
                              std::string const& account) {
    return bench.send_as(token, "POST", "/v1/roomkey/pairings/approve",
                         R"({"userCode":")" + screen.user_code + R"(","number":")" + screen.number +
                             R"(","account":")" + account + "\"}");
}

inline Answer deny_pairing(ApiBench& bench, std::string const& token,
                           std::string const& user_code) {
    return bench.send_as(token, "POST", "/v1/roomkey/pairings/deny",
                         R"({"userCode":")" + user_code + "\"}");
}

/// A code that no screen shows, different for each number.
inline std::string no_user_code(int number) {
    std::string code = "BBBB-BBBB";
    for (std::size_t at = code.size(); number > 0; number /= 10) {
        code[--at] = "BCDFGHJKLM"[number % 10];
    }
    return code;
}

}  // namespace roomkey
