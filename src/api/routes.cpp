#include "api/routes.hpp"

#include "api/code/code_object.hpp"
#include "api/code/reset_code.hpp"
#include "api/delivery/notice_object.hpp"
#include "api/directory/user_object.hpp"
#include "api/operation.hpp"
#include "api/service/errors_document.hpp"
#include "api/service/openapi_document.hpp"
#include "api/sign_in/check_token.hpp"
#include "api/sign_in/create_app_token.hpp"
#include "api/sign_in/create_token.hpp"
#include "api/sign_in/delete_token.hpp"
#include "api/sign_in/update_token.hpp"
#include "api/terminal/activate_terminal.hpp"
#include "api/terminal/release_terminal.hpp"
#include "api/terminal/renew_credential.hpp"
#include "api/terminal/show_terminal.hpp"
#include "api/terminal/watch_terminal.hpp"
#include "usecase/code/delete_codes.hpp"
#include "usecase/delivery/resend_notice.hpp"

namespace roomkey {
namespace {

/// An endpoint from its function and the use case that it calls.
template <class UseCase>
Endpoint endpoint(Result<HttpReply> (*function)(UseCase&, Call const&), UseCase& use_case) {
    return [function, &use_case](Call const& call) { return function(use_case, call); };
}

/// An endpoint that answers a document.
Endpoint endpoint(Document const& document) {
    return [document](Call const& call) { return document_reply(call, document); };
}

constexpr std::string_view token_path = "/v1/usg/acs/token";
constexpr std::string_view codes_path = "/v1/usg/dcs/corp/vision/activecode";
constexpr std::string_view reset_path = "/v1/usg/dcs/corp/vision/activecode/{account}/reset";
constexpr std::string_view terminal_path = "/v1/terminal";

std::vector<Route> sign_in_routes(ApiUseCases const& u) {
    return {
        {"POST", "/v2/usg/acs/auth/appauth", "CreateAppIdToken", Access::open,
         endpoint(create_app_token, u.create_app_token)},
        {"POST", "/v1/usg/acs/auth/account", "CreateToken", Access::open,
         endpoint(create_token, u.create_token), Pool::passwords},
        {"PUT", token_path, "UpdateToken", Access::signed_in,
         endpoint(update_token, u.update_token)},
        {"DELETE", token_path, "DeleteToken", Access::signed_in,
         endpoint(delete_token, u.delete_token)},
        {"POST", "/v1/usg/acs/token/validate", "CheckToken", Access::open,
         endpoint(check_token, u.check_token)},
    };
}

std::vector<Route> administrator_routes(ApiUseCases const& u) {
    auto const& p = u.parts;
    return {
        {"PUT", reset_path, "ResetVisionActiveCode", Access::administrator,
         endpoint(reset_code, u.reset_code)},
        // The vendor's own example sends POST.
        {"POST", reset_path, "ResetVisionActiveCodeByPost", Access::administrator,
         endpoint(reset_code, u.reset_code)},
        {"POST", codes_path, "CreateVisionActiveCode", Access::administrator,
         operation(CreateCode(p.store, p.clock, p.authentication, p.code_issue, p.tokens,
                              p.refusals, p.notify),
                   create_code_fields(), record_of(active_code_object))},
        {"GET", codes_path, "SearchVisionActiveCode", Access::administrator,
         operation(SearchCodes(p.store, p.authentication, p.code_issue), search_codes_fields(),
                   page_of(code_object))},
        {"DELETE", codes_path, "DeleteVisionActiveCode", Access::administrator,
         operation(DeleteCodes(p.store, p.clock, p.authentication, p.refusals),
                   delete_codes_fields(), no_result)},
        {"GET", "/v1/usg/dcs/corp/member", "SearchUsers", Access::administrator,
         operation(SearchUsers(p.store, p.authentication, p.code_issue), search_users_fields(),
                   page_of(user_object))},
        {"GET", "/v1/roomkey/notices", "SearchNotices", Access::administrator,
         operation(SearchNotices(p.store, p.clock, p.authentication), search_notices_fields(),
                   page_of(notice_object))},
        {"POST", "/v1/roomkey/notices/{id}/resend", "ResendNotice", Access::administrator,
         operation(ResendNotice(p.store, p.clock, p.authentication, p.code_issue, p.sealer,
                                p.refusals, p.notify),
                   resend_notice_fields(), record_of(notice_object))},
    };
}

std::vector<Route> terminal_routes(ApiUseCases const& u) {
    return {
        {"POST", "/v1/terminal/activation", "ActivateTerminal", Access::open,
         endpoint(activate_terminal, u.activate_terminal)},
        {"GET", terminal_path, "ShowTerminal", Access::terminal,
         endpoint(show_terminal, u.show_terminal)},
        {"GET", "/v1/terminal/events", "WatchTerminal", Access::terminal,
         endpoint(watch_terminal, u.watch_terminal)},
        {"PUT", "/v1/terminal/token", "RenewTerminalToken", Access::terminal,
         endpoint(renew_credential, u.renew_credential)},
        {"DELETE", terminal_path, "ReleaseTerminal", Access::terminal,
         endpoint(release_terminal, u.release_terminal)},
    };
}

std::vector<Route> service_routes() {
    return {
        {"GET", "/openapi.json", "ShowOpenApi", Access::open,
         endpoint(openapi_document(Language::en_us))},
        {"GET", "/openapi.zh-CN.json", "ShowOpenApiInChinese", Access::open,
         endpoint(openapi_document(Language::zh_cn))},
        {"GET", "/errors.json", "ShowErrors", Access::open, endpoint(errors_document())},
    };
}

}  // namespace

std::vector<Route> make_routes(ApiUseCases const& use_cases) {
    std::vector<Route> routes;
    for (auto group :
         {administrator_routes(use_cases), terminal_routes(use_cases), sign_in_routes(use_cases)}) {
        for (auto& route : group) routes.push_back(std::move(route));
    }
    for (auto& route : service_routes()) routes.push_back(std::move(route));
    return routes;
}

std::vector<RouteDescription> describe(std::vector<Route> const& routes) {
    std::vector<RouteDescription> descriptions;
    descriptions.reserve(routes.size());
    for (auto const& route : routes) {
        descriptions.push_back({route.method, route.path, route.name});
    }
    return descriptions;
}

}  // namespace roomkey
