#include "usecase/job/row_requests.hpp"

namespace roomkey {

Result<UserBatchRequest> user_batch_of(RowFields const& fields, AccountStatus status) {
    auto const which = TRY(read_fields(show_user_fields(), source_of(fields)));
    return UserBatchRequest{{which.account}, AccountType::account, status};
}

Result<DeviceBatchRequest> device_batch_of(RowFields const& fields, AccountStatus status) {
    auto const which = TRY(read_fields(show_device_fields(), source_of(fields)));
    return DeviceBatchRequest{{which.serial_number}, status};
}

Result<UpdateUserRequest> user_update_of(RowFields const& fields) {
    auto request = TRY(read_fields(update_user_fields(), source_of(fields)));
    request.labels = TRY(label_update_of(fields)).change;
    return request;
}

Result<UpdateDeviceRequest> device_update_of(RowFields const& fields) {
    auto request = TRY(read_fields(update_device_fields(), source_of(fields)));
    request.labels = TRY(label_update_of(fields)).change;
    return request;
}

Result<UpdateLabelsRequest> label_update_of(RowFields const& fields) {
    if (text_of(fields, "sn").empty()) {
        return read_fields(update_terminal_labels_fields(), source_of(fields));
    }
    auto const device = TRY(read_fields(show_device_fields(), source_of(fields)));
    // The operation names every terminal by its account.
    auto named = fields;
    named.emplace_back("account", device.serial_number);
    auto request = TRY(read_fields(update_terminal_labels_fields(), source_of(named)));
    request.account.clear();
    request.serial_number = device.serial_number;
    return request;
}

}  // namespace roomkey
