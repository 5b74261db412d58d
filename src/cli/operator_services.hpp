#pragma once

#include "usecase/operator/apps.hpp"
#include "usecase/operator/audit_log.hpp"
#include "usecase/operator/codes.hpp"
#include "usecase/operator/corps.hpp"
#include "usecase/operator/end_access.hpp"
#include "usecase/operator/notices.hpp"
#include "usecase/operator/users.hpp"

namespace roomkey {

/// What an operator's command may use; all of it lives while the command's work runs.
struct OperatorServices {
    OperateCorps& corps;
    OperateApps& apps;
    OperateUsers& users;
    OperateCodes& codes;
    OperateNotices& notices;
    ReadAuditLog& audit;
    EndAccess& access;
};

}  // namespace roomkey
