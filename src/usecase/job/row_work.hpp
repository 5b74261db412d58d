#pragma once

#include "usecase/code/codes.hpp"
#include "usecase/code/reset_code.hpp"
#include "usecase/device/devices.hpp"
#include "usecase/inventory/inventory.hpp"
#include "usecase/job/row_fields.hpp"
#include "usecase/job/row_kind.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {

/// Does what a row says by the use case of the operation for one account.
class RowWork {
public:
    RowWork(Users const& users, Devices const& devices, Codes const& codes, ResetCode const& reset,
            Inventory const& inventory)
        : users_(users), devices_(devices), codes_(codes), reset_(reset), inventory_(inventory) {}

    /// Errors: those of the operation.
    Status run(JobKind kind, RowFields const& fields, Actor const& actor) const;

private:
    Users const& users_;
    Devices const& devices_;
    Codes const& codes_;
    ResetCode const& reset_;
    Inventory const& inventory_;
};

}  // namespace roomkey
