#pragma once

#include <boost/json/object.hpp>

#include "usecase/sso/sso_settings.hpp"
#include "usecase/sso/sso_trial.hpp"

namespace roomkey {

/// The settings; without the secret.
boost::json::object sso_object(ShownSso const& shown);
boost::json::object sso_trial_object(SsoTrialResult const& result);

}  // namespace roomkey
