#pragma once

#include "usecase/audit_log.hpp"
#include "usecase/code/codes.hpp"
#include "usecase/code/reset_code.hpp"
#include "usecase/delivery/notices.hpp"
#include "usecase/device/devices.hpp"
#include "usecase/directory/apps.hpp"
#include "usecase/directory/corps.hpp"
#include "usecase/directory/departments.hpp"
#include "usecase/inventory/exports.hpp"
#include "usecase/inventory/inventory.hpp"
#include "usecase/job/jobs.hpp"
#include "usecase/sign_in/end_access.hpp"
#include "usecase/sign_in/second_factor.hpp"
#include "usecase/sso/sso_settings.hpp"
#include "usecase/terminal/pairings.hpp"
#include "usecase/user/administrators.hpp"
#include "usecase/user/passwords.hpp"
#include "usecase/user/roles.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {

/// What administrators and operators can do. All of it outlives this.
struct UseCases {
    Corps const& corps;
    Apps const& apps;
    Users const& users;
    Administrators const& administrators;
    Roles const& roles;
    Passwords const& passwords;
    Departments const& departments;
    Devices const& devices;
    Codes const& codes;
    ResetCode const& reset_code;
    Notices const& notices;
    Jobs const& jobs;
    Inventory const& inventory;
    Exports const& exports;
    AuditLog const& audit;
    EndAccess const& access;
    SecondFactor const& second_factor;
    Pairings const& pairings;
    SsoSettings const& sso_settings;
    Replays replays;  ///< For whoever takes requests that may be repeated.
};

}  // namespace roomkey
