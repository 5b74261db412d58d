#include <gtest/gtest.h>

#include "domain/activation/pairing.hpp"
#include "tests/api/pairing_bench.hpp"
#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

Answer approve(ApiBench& bench, std::string const& account, std::string const& more = {}) {
    auto const screen = screen_of(begin_pairing(bench, "SN1", more));
    return approve_pairing(bench, bench.admin_token(bench.ours), screen, account);
}

/// What an administrator gets after ten codes that no screen shows.
template <class Ask>
Provocation after_guesses(Ask ask) {
    return asked(ErrorCode::too_many_wrong_codes, [ask](ApiBench& bench) {
        auto const token = bench.admin_token(bench.ours);
        auto const screen = screen_of(begin_pairing(bench));
        for (int i = 0; i < 10; ++i) find_pairing(bench, token, no_user_code(i));
        return ask(bench, token, screen);
    });
}

template <class Ask>
Provocation unknown(Ask ask) {
    return asked(ErrorCode::pairing_unknown, [ask](ApiBench& bench) {
        Screen const none{"prg", no_user_code(1), "000"};
        return ask(bench, bench.admin_token(bench.ours), none);
    });
}

Answer find(ApiBench& bench, std::string const& token, Screen const& screen) {
    return find_pairing(bench, token, screen.user_code);
}

Answer deny(ApiBench& bench, std::string const& token, Screen const& screen) {
    return deny_pairing(bench, token, screen.user_code);
}

Answer approve_any(ApiBench& bench, std::string const& token, Screen const& screen) {
    return approve_pairing(bench, token, screen, "any");
}

std::vector<Provocation> of_codes() {
    return {
        after_guesses(find),
        after_guesses(deny),
        after_guesses(approve_any),
        unknown(find),
        unknown(deny),
        unknown(approve_any),
        asked(ErrorCode::pairing_unknown,
              [](ApiBench& bench) {
                  return poll_pairing(bench, {"prg", "", ""});
              }),
        asked(ErrorCode::too_many_pairings,
              [](ApiBench& bench) {
                  for (int i = 0; i < pairings_per_network_max; ++i) begin_pairing(bench);
                  return begin_pairing(bench);
              }),
        asked(ErrorCode::pairing_number_wrong,
              [](ApiBench& bench) {
                  auto screen = screen_of(begin_pairing(bench));
                  screen.number = screen.other_number();
                  return approve_any(bench, bench.admin_token(bench.ours), screen);
              }),
    };
}

}  // namespace

std::vector<Provocation> provocations_of_pairings() {
    auto all = of_codes();
    all.push_back(
        asked(ErrorCode::account_unknown, [](ApiBench& bench) { return approve(bench, "none"); }));
    all.push_back(asked(ErrorCode::account_disabled, [](ApiBench& bench) {
        auto const terminal = bench.make_terminal(bench.ours);
        EXPECT_TRUE(bench.services->users.set_disabled(terminal.account, true).ok());
        return approve(bench, terminal.account);
    }));
    all.push_back(asked(ErrorCode::terminal_in_use, [](ApiBench& bench) {
        auto const terminal = bench.make_terminal(bench.ours);
        bench.bind(terminal);
        return approve(bench, terminal.account);
    }));
    all.push_back(asked(ErrorCode::code_device_mismatch, [](ApiBench& bench) {
        return approve(bench, bench.make_terminal(bench.ours).account,
                       R"(,"devType":"huawei-vision")");
    }));
    // The page of another origin cannot poll for the cookie.
    all.push_back(asked(ErrorCode::cross_site_request, [](ApiBench& bench) {
        return poll_pairing(bench, screen_of(begin_pairing(bench)),
                            {{"X-Roomkey-Device", "1"}, {"Sec-Fetch-Site", "cross-site"}});
    }));
    return all;
}

}  // namespace roomkey
