#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "net/http_message.hpp"
#include "usecase/caller.hpp"

// How a request over HTTP proves who sends it. A browser adds the cookie of a console session, or
// of a terminal, to every request to this server, whichever page makes it send one. So the cookie
// alone proves nothing: the console and the page of a terminal each add a header that pages of
// other origins cannot add, because the browser would ask first (CORS preflight) and is not
// permitted to.
namespace roomkey {

/// The token in X-Access-Token, or X-Auth-Token as older clients spell it. Empty if neither is
/// there.
Secret header_token(HttpRequest const& request);

/// The token of the header or, without one, the session of the cookie; empty if neither is there.
/// `cross_site_request` if the cookie did not come from the console.
Result<AccessProof> access_proof(HttpRequest const& request);

/// The same of a terminal: its credential in the header, else in the cookie of its page.
Result<AccessProof> terminal_proof(HttpRequest const& request);

/// Whether the page of a terminal sends this: it is given credentials as a cookie alone.
/// `cross_site_request` if that cannot be.
Result<bool> is_device_page(HttpRequest const& request);

/// `cross_site_request` if the browser says that a page of another origin made it send this.
Status refuse_cross_site(HttpRequest const& request);

/// Whether the console says that it sends this on its own, which is not a use of the session.
bool is_in_background(HttpRequest const& request);

/// Set-Cookie of a session with this secret, and one that makes the browser forget it. The prefix
/// of the name keeps the cookie from other hosts and from plain HTTP (RFC 6265bis 4.1.3.2).
HttpHeader session_cookie(Secret const& secret);
HttpHeader no_session_cookie();

/// What this browser has begun at a provider; empty if there is nothing.
Secret sso_cookie_of(HttpRequest const& request);
/// Set-Cookie of that, and one that makes the browser forget it. Strict is enough: the browser is
/// back on a page of this server when that page sends it.
HttpHeader sso_cookie(Secret const& flow, Duration validity);
HttpHeader no_sso_cookie();

/// The same of a terminal's credential, which only the terminal API is sent (`Path`) and which
/// outlives the browser: a television is switched off at night.
HttpHeader terminal_cookie(Secret const& credential, Duration validity);
HttpHeader no_terminal_cookie();

}  // namespace roomkey
