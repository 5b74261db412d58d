#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/api/api_bench.hpp"
#include "tests/openid/real_provider.hpp"

namespace roomkey {

/// A sign-in, or a trial, that a browser has begun.
struct BegunAtProvider {
    Answer answer;
    std::string address;
    std::vector<HttpHeader> cookie;
};

/// The whole service with a real provider, and what its users and administrators do.
class SingleSignOnBench {
public:
    static constexpr char const* settings_path = "/v1/roomkey/single-sign-on";
    static constexpr char const* trial_path = "/v1/roomkey/single-sign-on/trial";
    static constexpr char const* demand_path = "/v1/roomkey/single-sign-on/demand";
    static constexpr char const* sign_in_path = "/v1/roomkey/session/single-sign-on";
    static constexpr char const* confirm_path = "/v1/roomkey/session/single-sign-on/totp";

    explicit SingleSignOnBench(RealProvider const& provider);

    /// The settings of the client without a secret, `changed` by fields of its own.
    [[nodiscard]] std::string settings(boost::json::object const& changed = {}) const;
    Answer as_administrator(std::string const& method, std::string const& path,
                            std::string const& body = {}, std::vector<HttpHeader> headers = {});
    Answer save(boost::json::object const& changed = {});
    Answer demand(std::string_view what);
    /// The default administrator's.
    void set_up_totp();

    /// Saved, tried and switched on, `demand` being on or required.
    void switch_on(std::string_view what, boost::json::object const& changed = {});

    /// A person whose account, third-party id and, at the provider, email follow from the name.
    /// Returns the password.
    std::string add_user(std::string const& name);

    BegunAtProvider begin_trial();
    BegunAtProvider begin();
    /// Goes to the provider, says there who it is, and comes back.
    [[nodiscard]] std::string answer_of(BegunAtProvider const& begun, std::string const& name,
                                        boost::json::object const& changed = {}) const;
    Answer finish(BegunAtProvider const& begun, std::string const& body);
    /// The second step.
    Answer confirm(BegunAtProvider const& begun, std::string const& totp);
    Answer try_as(std::string const& name);
    Answer sign_in_as(std::string const& name) {
        auto const begun = begin();
        return finish(begun, answer_of(begun, name));
    }
    /// By password, to the console.
    Answer sign_in_by_password(std::string const& account, std::string const& password,
                               std::string const& totp = {});

    RealProvider const& provider;
    ApiBench bench;
    CorpId corp = bench.ours.corp_id;
};

/// The reason of a refusal; "ok" if it is none.
std::string outcome_of(Answer const& answer);
/// The cookie of the session that an answer begins, with the console's header.
std::vector<HttpHeader> session_in(Answer const& answer);

}  // namespace roomkey
