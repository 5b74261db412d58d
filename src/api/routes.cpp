#include "api/routes.hpp"

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <utility>

#include "api/access_proof.hpp"
#include "api/reply.hpp"
#include "api/request_fields.hpp"
#include "api/service/errors_document.hpp"
#include "api/service/openapi_document.hpp"
#include "api/sign_in/check_token.hpp"
#include "api/sign_in/console_session.hpp"
#include "api/sign_in/create_app_token.hpp"
#include "api/sign_in/create_token.hpp"
#include "api/sign_in/delete_token.hpp"
#include "api/sign_in/single_sign_on.hpp"
#include "api/sign_in/update_token.hpp"
#include "api/terminal/activate_terminal.hpp"
#include "api/terminal/begin_pairing.hpp"
#include "api/terminal/poll_pairing.hpp"
#include "api/terminal/release_terminal.hpp"
#include "api/terminal/renew_credential.hpp"
#include "api/terminal/show_terminal.hpp"
#include "api/terminal/watch_terminal.hpp"
#include "fields/operation_rules.hpp"
#include "operations/served_operations.hpp"

namespace roomkey {
namespace {

/// An endpoint from its function and the use case that it calls.
template <class UseCase>
Endpoint endpoint(Result<HttpReply> (*function)(UseCase&, Call const&), UseCase& use_case) {
    return [function, &use_case](Call const& call) { return function(use_case, call); };
}

/// An endpoint that returns a document.
Endpoint endpoint(Document const& document) {
    return [document](Call const& call) { return document_reply(call, document); };
}

HttpReply reply_of(OperationResult const& result) {
    auto reply = result.body ? json_reply(*result.body) : empty_reply();
    if (result.is_replayed) reply.headers.push_back({"Idempotency-Replayed", "true"});
    return reply;
}

/// An endpoint of an operation that every door can run.
Endpoint endpoint(ServedOperation const& served) {
    return [served](Call const& call) -> Result<HttpReply> {
        auto const fields = TRY(RequestFields::of(call, served.operation->body));
        auto const actor = proof_holder(call.proof, call.context());
        return reply_of(
            TRY(served.run(actor, [&](FieldRule const& rule) { return fields.find(rule); })));
    };
}

/// The same for operations that no thread needs to wait for.
LaterEndpoint later_endpoint(ServedOperation const& served) {
    if (!served.run_later) return {};
    return [served](Call const& call, Executor const& executor,
                    std::function<void(std::optional<Result<HttpReply>>)> done) {
        // The use of a console session is noted in the database ahead of the operation.
        if (call.proof.is_of_console) return false;
        auto const fields = RequestFields::of(call, served.operation->body);
        if (!fields.ok()) return false;
        return served.run_later(
            proof_holder(call.proof, call.context()),
            [&](FieldRule const& rule) { return fields->find(rule); }, executor,
            [done = std::move(done)](std::optional<Result<OperationResult>> const& result) {
                if (!result) return done(std::nullopt);
                if (!result->ok()) return done(Result<HttpReply>(result->error()));
                done(Result<HttpReply>(reply_of(**result)));
            });
    };
}

void add_sign_in(std::vector<Route>& routes, ApiUseCases const& u) {
    routes.push_back(
        {&operations::create_app_id_token, endpoint(create_app_token, u.create_app_token)});
    routes.push_back(
        {&operations::create_token, endpoint(create_token, u.create_token), Pool::passwords});
    routes.push_back({&operations::update_token, endpoint(update_token, u.update_token)});
    routes.push_back({&operations::delete_token, endpoint(delete_token, u.delete_token)});
    routes.push_back({&operations::check_token, endpoint(check_token, u.check_token)});
}

void add_sessions(std::vector<Route>& routes, ApiUseCases const& u) {
    routes.push_back(
        {&operations::begin_session, endpoint(begin_session, u.sessions), Pool::passwords});
    routes.push_back({&operations::show_session, endpoint(show_session, u.sessions)});
    routes.push_back({&operations::search_sessions, endpoint(search_sessions, u.sessions)});
    auto const& second_factor = u.use_cases.second_factor;
    routes.push_back({&operations::begin_totp, endpoint(begin_totp, second_factor)});
    routes.push_back({&operations::confirm_totp, endpoint(confirm_totp, second_factor)});
    routes.push_back(
        {&operations::remove_totp, endpoint(remove_totp, second_factor), Pool::password_changes});
    routes.push_back({&operations::end_session_by_id, endpoint(end_session_by_id, u.sessions)});
    routes.push_back({&operations::end_session, endpoint(end_session, u.sessions)});
}

/// They wait for the provider.
void add_single_sign_on(std::vector<Route>& routes, ApiUseCases const& u) {
    auto const add = [&](Operation const& operation, Endpoint endpoint) {
        routes.push_back({&operation, std::move(endpoint), Pool::providers});
    };
    add(operations::begin_single_sign_on, endpoint(begin_single_sign_on, u.sso_sign_in));
    add(operations::finish_single_sign_on, endpoint(finish_single_sign_on, u.sso_sign_in));
    // Nobody is asked but the database.
    routes.push_back(
        {&operations::confirm_single_sign_on, endpoint(confirm_single_sign_on, u.sso_sign_in)});
    add(operations::begin_sso_trial, endpoint(begin_sso_trial, u.sso_trial));
    add(operations::finish_sso_trial, endpoint(finish_sso_trial, u.sso_trial));
}

/// Notes each request of a session of the console ahead of what it asks for.
void note_uses(std::vector<Route>& routes, Sessions const& sessions) {
    for (auto& route : routes) {
        if (!route.operation->takes_console_session) continue;
        route.endpoint = [&sessions, next = std::move(route.endpoint)](Call const& call) {
            if (!is_in_background(call.request)) sessions.note_use(call.proof);
            return next(call);
        };
    }
}

void add_terminal(std::vector<Route>& routes, ApiUseCases const& u) {
    routes.push_back(
        {&operations::activate_terminal, endpoint(activate_terminal, u.activate_terminal)});
    routes.push_back({&operations::begin_pairing, endpoint(begin_pairing, u.pair_screen)});
    routes.push_back({&operations::poll_pairing, endpoint(poll_pairing, u.pair_screen)});
    routes.push_back({&operations::show_terminal, endpoint(show_terminal, u.show_terminal)});
    routes.push_back({&operations::watch_terminal, endpoint(watch_terminal, u.watch_terminal)});
    routes.push_back(
        {&operations::renew_terminal_token, endpoint(renew_credential, u.renew_credential)});
    routes.push_back(
        {&operations::release_terminal, endpoint(release_terminal, u.release_terminal)});
}

void add_service(std::vector<Route>& routes, ApiUseCases const& u) {
    routes.push_back(
        {&operations::show_status, [&is_ready = u.is_ready](Call const& /*call*/) {
             return Result<HttpReply>(json_reply(boost::json::object{{"inService", is_ready()}}));
         }});
    routes.push_back({&operations::show_open_api, endpoint(openapi_document(Language::en_us))});
    routes.push_back(
        {&operations::show_open_api_in_chinese, endpoint(openapi_document(Language::zh_cn))});
    routes.push_back({&operations::show_errors, endpoint(errors_document())});
}

}  // namespace

std::vector<Route> make_routes(ApiUseCases const& use_cases) {
    std::vector<Route> routes;
    for (auto const& served : served_operations(use_cases.use_cases)) {
        auto const pool = served.hashes_passwords ? Pool::password_changes : Pool::api;
        routes.push_back({served.operation, endpoint(served), pool, later_endpoint(served)});
    }
    add_terminal(routes, use_cases);
    add_single_sign_on(routes, use_cases);
    add_sessions(routes, use_cases);
    add_sign_in(routes, use_cases);
    add_service(routes, use_cases);
    note_uses(routes, use_cases.sessions);
    return routes;
}

}  // namespace roomkey
