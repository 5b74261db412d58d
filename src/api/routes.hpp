#pragma once

#include <string_view>
#include <vector>

#include "api/router.hpp"
#include "usecase/code/reset_code.hpp"
#include "usecase/sign_in/check_token.hpp"
#include "usecase/sign_in/create_app_token.hpp"
#include "usecase/sign_in/create_token.hpp"
#include "usecase/sign_in/delete_token.hpp"
#include "usecase/sign_in/update_token.hpp"
#include "usecase/terminal/activate_terminal.hpp"
#include "usecase/terminal/release_terminal.hpp"
#include "usecase/terminal/renew_credential.hpp"
#include "usecase/terminal/show_terminal.hpp"
#include "usecase/terminal/watch_terminal.hpp"
#include "usecase/use_case_parts.hpp"

namespace roomkey {

/// The use cases that the routes call, and the parts of those that the table makes itself. All of
/// it outlives the routes.
struct ApiUseCases {
    CreateAppToken const& create_app_token;
    CreateToken const& create_token;
    UpdateToken const& update_token;
    DeleteToken const& delete_token;
    CheckToken const& check_token;
    ResetCode const& reset_code;
    ActivateTerminal const& activate_terminal;
    ShowTerminal const& show_terminal;
    WatchTerminal const& watch_terminal;
    RenewCredential const& renew_credential;
    ReleaseTerminal const& release_terminal;
    UseCaseParts parts;
};

/// The table of all routes.
std::vector<Route> make_routes(ApiUseCases const& use_cases);

/// Method, path template and operation name of every route; for documents and tests.
struct RouteDescription {
    std::string_view method;
    std::string_view path;
    std::string_view name;
};
std::vector<RouteDescription> describe(std::vector<Route> const& routes);

}  // namespace roomkey
