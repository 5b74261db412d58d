#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {

/// What a caller sees of a refusal.
struct Refusal {
    int status = 0;
    std::string error_code;
    std::string message;
    std::string reason;
    std::string link;
    std::string retry_after;
    std::string operation;  ///< The one that answered, if the request got that far.
};

Refusal seen_in(Answer const& answer);

/// A way to be refused with `code`, from a fresh start.
struct Provocation {
    ErrorCode code;
    std::function<Refusal()> provoke;
};

/// By what a fresh bench answers.
inline Provocation asked(ErrorCode code, std::function<Answer(ApiBench&)> ask) {
    return {code, [ask = std::move(ask)] {
                ApiBench bench;
                return seen_in(ask(bench));
            }};
}

/// Over the real handlers, use cases and database: for each operation what only it or few can
/// answer, and for each code at least one.
std::vector<Provocation> provocations_of_operations();
/// Those among them that are about applications and administrators.
std::vector<Provocation> provocations_of_administration();

/// Part of them: of users and their passwords.
std::vector<Provocation> provocations_of_users();
/// Part of them: of sessions of the console.
std::vector<Provocation> provocations_of_sessions();
/// Part of them: of single sign-on.
std::vector<Provocation> provocations_of_single_sign_on();
/// Part of them: of screens that ask to be bound without a code.
std::vector<Provocation> provocations_of_pairings();
/// Part of them: of hard terminals.
std::vector<Provocation> provocations_of_devices();

/// Part of them: of requests that are repeated by their Idempotency-Key.
std::vector<Provocation> provocations_of_repetitions();

/// What the transport decides, over a real socket.
std::vector<Provocation> provocations_of_the_transport();

}  // namespace roomkey
