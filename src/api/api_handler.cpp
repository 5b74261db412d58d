#include "api/api_handler.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

#include "api/access_proof.hpp"
#include "api/language.hpp"
#include "api/media_type.hpp"
#include "api/problem.hpp"
#include "api/reply.hpp"
#include "domain/error/error_catalogue.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {
namespace {

/// More takes the event loop too long to read.
constexpr std::size_t later_body_bytes_max = std::size_t{4} << 10;

struct TargetParts {
    std::string_view path;
    std::string_view query;
};

TargetParts parts_of(HttpRequest const& request) {
    std::string_view const target = request.target;
    auto const mark = target.find('?');
    if (mark == std::string_view::npos) return {target, {}};
    return {target.substr(0, mark), target.substr(mark + 1)};
}

Language language_of(HttpRequest const& request) {
    return preferred_language(request.header("Accept-Language").value_or(""));
}

/// Refusals that are about the form of the request and say nothing about what is stored.
bool is_about_form(ErrorCode code) {
    return code == ErrorCode::invalid_parameter || code == ErrorCode::media_type_unsupported;
}

Result<AccessProof> proof_for(Operation const& operation, HttpRequest const& request) {
    if (operation.takes_console_session) return access_proof(request);
    if (operation.access == Access::terminal) return terminal_proof(request);
    return AccessProof{header_token(request)};
}

Status refuse_repeated_headers(HttpRequest const& request) {
    for (auto const* name : {"X-Access-Token", "X-Auth-Token", "Authorization", "Content-Type"}) {
        if (request.header_count(name) > 1) return invalid_field(name, Fault::duplicated);
    }
    return Done{};
}

Status refuse_vain_key(Operation const& operation, HttpRequest const& request) {
    constexpr auto const* name = "Idempotency-Key";
    if (!operation.refuses_idempotency_key || !request.header(name)) return Done{};
    return invalid_field(name, Fault::not_allowed);
}

/// A page of any origin can make its visitors send bodies without a type, and nobody is asked first
/// (https://fetch.spec.whatwg.org, "CORS-safelisted request-header"). Where no token is needed,
/// they would guess codes and use up the limits of their own site.
Status require_media_type(Route const& route, HttpRequest const& request) {
    bool const is_typed = request.body.empty() || request.header("Content-Type").has_value();
    if (is_typed || route.operation->access != Access::open) return Done{};
    return refusal(ErrorCode::media_type_unsupported);
}

/// Reads into `call` what every operation has.
Status read_form(Call& call, Route const& route, Router::Match const& match,
                 std::string_view query) {
    TRY(refuse_repeated_headers(call.request));
    TRY(refuse_vain_key(*route.operation, call.request));
    TRY(require_media_type(route, call.request));
    call.query = TRY(Query::parse(query));
    for (auto const& [name, raw] : match.parameters) {
        auto decoded = decoded_part(raw);
        if (!decoded) {
            return invalid_field(std::string(name), Fault::wrong_format, "percent-encoded UTF-8");
        }
        if (decoded->empty()) return invalid_field(std::string(name), Fault::missing);
        call.path_parameters.emplace_back(name, std::move(*decoded));
    }
    return Done{};
}

/// Whether the cookie of a console session was refused: the browser is to forget it.
bool is_lapsed_session(Route const& route, HttpRequest const& request, ErrorCode code) {
    if (code != ErrorCode::token_invalid || !route.operation->takes_console_session) return false;
    auto const proof = access_proof(request);
    return proof.ok() && proof->is_of_console;
}

HttpReply completed(Route const& route, HttpReply reply) {
    reply.route = route.operation->name;
    if (!reply.stream) add_common_headers(reply);
    return reply;
}

/// Where the refusal is explained (RFC 8288), on the page that this listener serves.
std::string help_link(ErrorCode code) {
    return "</errors#" + std::string(error_entry(code).wire_code) + ">; rel=\"help\"";
}

}  // namespace

HttpReply refusal_reply(HttpRequest const& request, Error const& error) {
    auto reply = problem_reply(error, language_of(request), request.request_id);
    reply.headers.push_back({"Link", help_link(error.code)});
    // RFC 9110 section 15.5.16.
    if (error.code == ErrorCode::media_type_unsupported && has_content_coding(request)) {
        reply.headers.push_back({"Accept-Encoding", "identity"});
    }
    add_common_headers(reply);
    return reply;
}

ApiHandler::ApiHandler(Router router, MayCall may_call, Log& log, SlowPools slow)
    : router_(std::move(router)),
      may_call_(std::move(may_call)),
      log_(log),
      slow_(std::move(slow)) {}

HttpReply ApiHandler::handle(HttpRequest const& request) {
    auto const language = language_of(request);
    auto const [path, query] = parts_of(request);
    auto const match = router_.find(request.method, path);
    if (match.route == nullptr) {
        auto const code =
            match.allowed.empty() ? ErrorCode::route_unknown : ErrorCode::method_not_allowed;
        auto reply = refused(nullptr, request, refusal(code));
        if (!match.allowed.empty()) reply.headers.push_back({"Allow", match.allowed});
        return reply;
    }
    auto answered = answer(*match.route, match, request, query, language);
    if (answered.ok()) return completed(*match.route, std::move(*answered));
    return refused(match.route, request, answered.error());
}

Result<HttpReply> ApiHandler::answer(Route const& route, Router::Match const& match,
                                     HttpRequest const& request, std::string_view query,
                                     Language language) const {
    auto const run = [&](Call& call) -> Result<HttpReply> {
        TRY(read_form(call, route, match, query));
        return route.endpoint(call);
    };
    Call call{request, {}, {}, language, TRY(proof_for(*route.operation, request))};
    bool const is_open = route.operation->access == Access::open;
    if (!is_open && call.proof.secret.empty()) return refusal(ErrorCode::token_missing);
    auto answered = run(call);
    if (!answered.ok() && is_about_form(answered.error().code) && !is_open) {
        TRY(may_call_(*route.operation, call.proof));
    }
    return answered;
}

bool ApiHandler::answer_later(HttpRequest const& request, Executor const& executor,
                              LaterReply done) {
    if (request.body.size() > later_body_bytes_max) return false;
    auto const [path, query] = parts_of(request);
    auto const match = router_.find(request.method, path);
    if (match.route == nullptr || !match.route->later) return false;
    auto proof = proof_for(*match.route->operation, request);
    if (!proof.ok() || proof->secret.empty()) return false;
    Call call{request, {}, {}, language_of(request), std::move(*proof)};
    if (!read_form(call, *match.route, match, query).ok()) return false;
    auto finish = [this, &request, route = match.route,
                   done = std::move(done)](std::optional<Result<HttpReply>> answered) {
        if (!answered) return done(std::nullopt);
        done(answered->ok() ? completed(*route, std::move(**answered))
                            : refused(route, request, answered->error()));
    };
    return match.route->later(call, executor, std::move(finish));
}

Workers* ApiHandler::workers_for(HttpRequest const& request) {
    auto const match = router_.find(request.method, parts_of(request).path);
    if (match.route == nullptr) return nullptr;
    switch (match.route->pool) {
        case Pool::passwords:
            return slow_.sign_ins;
        case Pool::password_changes:
            return slow_.changes;
        case Pool::providers:
            return slow_.providers;
        case Pool::api:
            break;
    }
    return nullptr;
}

HttpAdmission ApiHandler::admit(HttpRequest const& request) {
    auto const match = router_.find(request.method, parts_of(request).path);
    if (match.route == nullptr) return {};
    auto const claims = claims_of(*match.route, request);
    if (!claims.ok()) return {nullptr, refused(match.route, request, claims.error())};
    auto place = places_.take(*claims);
    if (place != nullptr) return {std::move(place), std::nullopt};
    auto reply = refused(match.route, request, refusal(ErrorCode::unavailable));
    reply.is_overload = true;
    return {nullptr, std::move(reply)};
}

Result<std::vector<PasswordPlaces::Claim>> ApiHandler::claims_of(Route const& route,
                                                                 HttpRequest const& request) const {
    auto const source = source_network(request.source);
    std::vector<PasswordPlaces::Claim> claims;
    if (route.pool == Pool::passwords) {
        claims.push_back({"sign-in " + source, slow_.sign_ins_per_source});
        return claims;
    }
    if (route.pool == Pool::providers) {
        claims.push_back({"provider " + source, slow_.providers_per_source});
        return claims;
    }
    auto const caller = TRY(slow_.caller(TRY(proof_for(*route.operation, request))));
    claims.push_back({"user " + caller.user.id.value, slow_.changes_per_account});
    claims.push_back({"corp " + caller.corp.id.value, slow_.changes_per_corp});
    claims.push_back({"source " + source, slow_.changes_per_source});
    return claims;
}

HttpReply ApiHandler::refuse(HttpRequest const& request, Error const& error) {
    // The transport has logged it.
    return refusal_reply(request, error);
}

HttpReply ApiHandler::refused(Route const* route, HttpRequest const& request,
                              Error const& error) const {
    bool const is_failure =
        error.code == ErrorCode::internal || error.code == ErrorCode::unavailable;
    if (is_failure && !error.detail.empty()) {
        log_.write(LogLevel::error, "refused",
                   {{"reason", std::string(reason_name(error.code))},
                    {"request_id", request.request_id},
                    {"detail", error.detail}});
    }
    auto reply = refusal_reply(request, error);
    if (route == nullptr) return reply;
    reply.route = route->operation->name;
    if (is_lapsed_session(*route, request, error.code)) {
        reply.headers.push_back(no_session_cookie());
    }
    return reply;
}

}  // namespace roomkey
