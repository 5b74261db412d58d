#pragma once

#include "usecase/device/devices.hpp"
#include "usecase/inventory/inventory.hpp"
#include "usecase/job/row_fields.hpp"
#include "usecase/user/user_requests.hpp"

// What rows ask of the use cases, where that is more than the fields of one operation. Errors:
// `invalid_parameter` naming the column.
namespace roomkey {

/// A batch of the one account that a row names.
Result<UserBatchRequest> user_batch_of(RowFields const& fields, AccountStatus status);
/// A batch of the one hard terminal that a row names.
Result<DeviceBatchRequest> device_batch_of(RowFields const& fields, AccountStatus status);
/// What a row changes of an account, the labels included.
Result<UpdateUserRequest> user_update_of(RowFields const& fields);
/// What a row changes of a hard terminal, the labels included.
Result<UpdateDeviceRequest> device_update_of(RowFields const& fields);
/// The labels of the account or of the hard terminal that a row names.
Result<UpdateLabelsRequest> label_update_of(RowFields const& fields);

}  // namespace roomkey
