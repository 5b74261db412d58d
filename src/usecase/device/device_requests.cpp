#include "fields/operation_rules.hpp"
#include "usecase/device/devices.hpp"

namespace roomkey {
namespace {

constexpr auto added = &AddDeviceRequest::details;
constexpr auto add_fields = bind<AddDeviceRequest>(
    rules::add_device,
    {ignored("Idempotency-Key"), field<&AddDeviceRequest::name>("name"),
     field<&AddDeviceRequest::model>("model"), field<&AddDeviceRequest::serial_number>("sn"),
     field<&AddDeviceRequest::projection_mode>("prjCodeMode"),
     field<&AddDeviceRequest::send_notify>("sendNotify"),
     field<added, &UserDetails::department_code>("deptCode"),
     field<added, &UserDetails::phone>("phone"), field<added, &UserDetails::country>("country"),
     field<added, &UserDetails::email>("email"),
     field<added, &UserDetails::description>("description"),
     field<added, &UserDetails::status>("status")});

constexpr auto in_search = &SearchDevicesRequest::search;
/// The list and its export differ in what they call their pages.
template <std::size_t count>
consteval auto bound_search(FieldRule const (&rules)[count], std::string_view offset,
                            std::string_view limit) {
    return bind<SearchDevicesRequest>(
        rules,
        {field<in_search, &UserSearch::page, &PageRequest::offset>(offset),
         field<in_search, &UserSearch::page, &PageRequest::limit>(limit),
         field<in_search, &UserSearch::text>("searchKey"),
         field<in_search, &UserSearch::model>("model"), field<in_search, &UserSearch::tag>("tag"),
         field<in_search, &UserSearch::department_code>("deptCode"),
         field<in_search, &UserSearch::with_sub_departments>("enableSubDept")});
}
constexpr auto search_fields = bound_search(rules::search_devices, "offset", "limit");
constexpr auto export_fields = bound_search(rules::export_devices, "fromOffset", "maxRows");

constexpr auto show_fields = bind<ShowDeviceRequest>(
    rules::show_device_detail, {field<&ShowDeviceRequest::serial_number>("sn")});

constexpr auto changed = &UpdateDeviceRequest::details;
constexpr auto update_fields = bind<UpdateDeviceRequest>(
    rules::update_device,
    {field<&UpdateDeviceRequest::serial_number>("sn"), field<&UpdateDeviceRequest::name>("name"),
     field<&UpdateDeviceRequest::projection_mode>("prjCodeMode"),
     field<changed, &UserDetails::department_code>("deptCode"),
     field<changed, &UserDetails::phone>("phone"), field<changed, &UserDetails::country>("country"),
     field<changed, &UserDetails::email>("email"),
     field<changed, &UserDetails::description>("description"),
     field<changed, &UserDetails::status>("status")});

constexpr auto delete_fields = bind<DeviceBatchRequest>(
    rules::batch_delete_devices, {field<&DeviceBatchRequest::serial_numbers>("body")});
constexpr auto status_fields = bind<DeviceBatchRequest>(
    rules::batch_update_devices_status, {field<&DeviceBatchRequest::serial_numbers>("body"),
                                         field<&DeviceBatchRequest::status>("value")});

constexpr auto reset_fields = bind<ResetDeviceCodeRequest>(
    rules::reset_activecode,
    {ignored("Idempotency-Key"), field<&ResetDeviceCodeRequest::serial_number>("sn"),
     field<&ResetDeviceCodeRequest::contacts, &ContactRequest::country>("country"),
     field<&ResetDeviceCodeRequest::contacts, &ContactRequest::phone>("smsNumber"),
     field<&ResetDeviceCodeRequest::contacts, &ContactRequest::email>("emailAddr")});

constexpr auto state_fields = bind<DeviceStatesRequest>(
    rules::show_device_status, {field<&DeviceStatesRequest::numbers>("body")});

}  // namespace

Fields<AddDeviceRequest> add_device_fields() { return add_fields; }
Fields<SearchDevicesRequest> search_devices_fields() { return search_fields; }
Fields<SearchDevicesRequest> export_devices_fields() { return export_fields; }
Fields<ShowDeviceRequest> show_device_fields() { return show_fields; }
Fields<UpdateDeviceRequest> update_device_fields() { return update_fields; }
Fields<DeviceBatchRequest> delete_devices_fields() { return delete_fields; }
Fields<DeviceBatchRequest> update_device_status_fields() { return status_fields; }
Fields<ResetDeviceCodeRequest> reset_device_code_fields() { return reset_fields; }
Fields<DeviceStatesRequest> show_device_states_fields() { return state_fields; }

}  // namespace roomkey
