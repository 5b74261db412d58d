#pragma once

#include <functional>
#include <vector>

#include "api/router.hpp"
#include "usecase/sign_in/check_token.hpp"
#include "usecase/sign_in/create_app_token.hpp"
#include "usecase/sign_in/create_token.hpp"
#include "usecase/sign_in/delete_token.hpp"
#include "usecase/sign_in/sessions.hpp"
#include "usecase/sign_in/update_token.hpp"
#include "usecase/sso/sso_sign_in.hpp"
#include "usecase/sso/sso_trial.hpp"
#include "usecase/terminal/activate_terminal.hpp"
#include "usecase/terminal/pair_screen.hpp"
#include "usecase/terminal/release_terminal.hpp"
#include "usecase/terminal/renew_credential.hpp"
#include "usecase/terminal/show_terminal.hpp"
#include "usecase/terminal/watch_terminal.hpp"
#include "usecase/use_cases.hpp"

namespace roomkey {

/// The use cases that the routes call. All of them outlive the routes.
struct ApiUseCases {
    CreateAppToken const& create_app_token;
    CreateToken const& create_token;
    UpdateToken const& update_token;
    DeleteToken const& delete_token;
    CheckToken const& check_token;
    ActivateTerminal const& activate_terminal;
    PairScreen const& pair_screen;
    ShowTerminal const& show_terminal;
    WatchTerminal const& watch_terminal;
    RenewCredential const& renew_credential;
    ReleaseTerminal const& release_terminal;
    Sessions const& sessions;
    SsoTrial const& sso_trial;
    SsoSignIn const& sso_sign_in;
    UseCases use_cases;
    /// Whether the service as a whole is ready for requests.
    std::function<bool()> const& is_ready;
};

/// The table of all routes.
std::vector<Route> make_routes(ApiUseCases const& use_cases);

}  // namespace roomkey
