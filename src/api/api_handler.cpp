#include "api/api_handler.hpp"

#include <utility>

#include "api/language.hpp"
#include "api/problem.hpp"
#include "api/reply.hpp"
#include "domain/error/error_catalogue.hpp"

namespace roomkey {
namespace {

Language language_of(HttpRequest const& request) {
    return preferred_language(request.header("Accept-Language").value_or(""));
}

/// Refusals that are about the form of the request and say nothing about what is stored.
bool is_about_form(ErrorCode code) {
    return code == ErrorCode::invalid_parameter || code == ErrorCode::media_type_unsupported;
}

Status refuse_repeated_headers(HttpRequest const& request) {
    for (auto const* name : {"X-Access-Token", "Authorization", "Content-Type"}) {
        if (request.header_count(name) > 1) return invalid_field(name, Fault::duplicated);
    }
    return Done{};
}

/// Where the refusal is explained (RFC 8288), on the page that this listener serves.
std::string help_link(ErrorCode code) {
    return "</errors#" + std::string(error_entry(code).wire_code) + ">; rel=\"help\"";
}

}  // namespace

HttpReply refusal_reply(HttpRequest const& request, Error const& error) {
    auto reply = problem_reply(error, language_of(request), request.request_id);
    reply.headers.push_back({"Link", help_link(error.code)});
    add_common_headers(reply);
    return reply;
}

ApiHandler::ApiHandler(Router router, MayCall may_call, Log& log, Workers* passwords)
    : router_(std::move(router)),
      may_call_(std::move(may_call)),
      log_(log),
      passwords_(passwords) {}

HttpReply ApiHandler::handle(HttpRequest const& request) {
    auto const language = language_of(request);
    std::string_view const target = request.target;
    auto const mark = target.find('?');
    auto const path = target.substr(0, mark);
    auto const query =
        mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);

    auto const match = router_.find(request.method, path);
    if (match.route == nullptr) {
        auto const code =
            match.allowed.empty() ? ErrorCode::route_unknown : ErrorCode::method_not_allowed;
        auto reply = refuse(request, refusal(code));
        if (!match.allowed.empty()) reply.headers.push_back({"Allow", match.allowed});
        return reply;
    }
    auto answered = answer(*match.route, match, request, query, language);
    if (answered.ok()) {
        answered->route = match.route->operation->name;
        if (!answered->stream) add_common_headers(*answered);
        return std::move(*answered);
    }
    auto reply = refuse(request, answered.error());
    reply.route = match.route->operation->name;
    return reply;
}

Result<HttpReply> ApiHandler::answer(Route const& route, Router::Match const& match,
                                     HttpRequest const& request, std::string_view query,
                                     Language language) const {
    auto const run = [&](Call& call) -> Result<HttpReply> {
        TRY(refuse_repeated_headers(request));
        call.query = TRY(Query::parse(query));
        for (auto const& [name, raw] : match.parameters) {
            auto decoded = decoded_text(raw);
            if (!decoded) {
                return invalid_field(std::string(name), Fault::wrong_format,
                                     "percent-encoded UTF-8");
            }
            if (decoded->empty()) return invalid_field(std::string(name), Fault::missing);
            call.path_parameters.emplace_back(name, std::move(*decoded));
        }
        return route.endpoint(call);
    };
    Call call{request, {}, {}, language};
    if (route.operation->access != Access::open && call.access_token().empty()) {
        return refusal(ErrorCode::token_missing);
    }
    auto answered = run(call);
    if (!answered.ok() && is_about_form(answered.error().code) &&
        route.operation->access != Access::open) {
        TRY(may_call_(*route.operation, call.access_token()));
    }
    return answered;
}

Workers* ApiHandler::workers_for(HttpRequest const& request) {
    std::string_view const target = request.target;
    auto const match = router_.find(request.method, target.substr(0, target.find('?')));
    bool const is_slow = match.route != nullptr && match.route->pool == Pool::passwords;
    return is_slow ? passwords_ : nullptr;
}

HttpReply ApiHandler::refuse(HttpRequest const& request, Error const& error) {
    if (error.code == ErrorCode::internal || error.code == ErrorCode::unavailable) {
        log_.write(LogLevel::error, "refused",
                   {{"reason", std::string(reason_name(error.code))},
                    {"request_id", request.request_id},
                    {"detail", error.detail}});
    }
    return refusal_reply(request, error);
}

}  // namespace roomkey
