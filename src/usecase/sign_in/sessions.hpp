#pragma once

#include <string>
#include <vector>

#include "domain/page.hpp"
#include "fields/binding.hpp"
#include "usecase/gate.hpp"
#include "usecase/sign_in/create_token.hpp"

namespace roomkey {

struct BeginSessionRequest {
    std::string account;
    Secret password;
    Secret totp;  ///< Empty: none.
};

struct SearchSessionsRequest {
    PageRequest page;
};

struct EndSessionRequest {
    SessionId id;
};

Fields<BeginSessionRequest> begin_session_fields();
Fields<SearchSessionsRequest> search_sessions_fields();
Fields<EndSessionRequest> end_session_by_id_fields();

/// A session with its user, as its holder sees it.
struct ShownSession {
    User user;
    std::vector<Department> departments;  ///< That the user's role is of.
    Corp corp;
    Instant created_at{};
    Instant idle_until{};  ///< When it ends unless it is used again; a token, unless refreshed.
    Instant ends_at{};     ///< When it ends however much it is used.
    bool must_change_password = false;
    bool must_enrol_totp = false;
    Language language = Language::zh_cn;
};

struct BegunSession {
    ShownSession shown;
    Secret secret;  ///< For the cookie, which alone proves the session from here on.
};

struct ListedSession {
    Session session;
    bool is_current = false;  ///< The one that the request was made with.
};

/// The sessions of callers: those of the console, which a cookie proves, and their tokens. Only for
/// holders of one; an operator has none. Errors: those of the gate, besides those named.
class Sessions {
public:
    Sessions(Gate const& gate, Store& store, Clock const& clock,
             Authentication const& authentication, CreateToken const& create_token,
             SessionLimits const& limits)
        : gate_(gate),
          store_(store),
          clock_(clock),
          authentication_(authentication),
          create_token_(create_token),
          limits_(limits) {}

    /// A new session of the console. Errors: those of `CreateToken`.
    Result<BegunSession> begin(BeginSessionRequest const& request,
                               RequestContext const& context) const;
    /// What the holder of a session that has just begun is given.
    Result<BegunSession> begun(Reader& reader, SignedIn signed_in,
                               RequestContext const& context) const;
    Result<ShownSession> show(Actor const& actor) const;
    /// Signs out.
    Status end(Actor const& actor) const;

    /// The callers' own that are live, newest first.
    Result<Page<ListedSession>> search(SearchSessionsRequest const& request,
                                       Actor const& actor) const;
    /// Ends one of the callers' own. `session_unknown`.
    Status end_one(EndSessionRequest const& request, Actor const& actor) const;

    /// Notes that a session of the console is in use, if it is live and the last note is old
    /// enough. What fails here, the request itself will meet as well.
    void note_use(AccessProof const& proof) const;

private:
    Result<ShownSession> shown(Reader& reader, Caller const& caller, Language language) const;

    Gate const& gate_;
    Store& store_;
    Clock const& clock_;
    Authentication const& authentication_;
    CreateToken const& create_token_;
    SessionLimits limits_;
};

}  // namespace roomkey
