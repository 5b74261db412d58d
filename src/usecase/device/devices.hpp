#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/activation/hard_terminal.hpp"
#include "domain/contact.hpp"
#include "fields/binding.hpp"
#include "security/token_maker.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"
#include "usecase/user/user_requests.hpp"

namespace roomkey {

struct AddDeviceRequest {
    std::string name;
    std::string model;
    std::string serial_number;  ///< Empty: that of the device that is activated.
    int projection_mode = 0;
    std::string send_notify;  ///< "0": the code is not sent.
    UserDetails details;
    GivenTerminal given;
};

struct SearchDevicesRequest {
    UserSearch search;  ///< See `listed` and `hard_terminals`.
};

struct ShowDeviceRequest {
    std::string serial_number;
};

struct UpdateDeviceRequest {
    std::string serial_number;
    std::optional<std::string> name;
    std::optional<int> projection_mode;
    UserDetails details;
    LabelChange labels;  ///< Not of the API, but of rows of jobs.
};

struct DeviceBatchRequest {
    std::vector<std::string> serial_numbers;
    AccountStatus status = AccountStatus::normal;  ///< Of a change of it.
};

struct ResetDeviceCodeRequest {
    std::string serial_number;
    ContactRequest contacts;
};

struct DeviceStatesRequest {
    std::vector<std::string> numbers;
};

struct HardTerminalState {
    std::string number;  ///< As it was asked for, if it is none of a hard terminal.
    bool is_hard_terminal = false;
    bool is_registered = false;
};

Fields<AddDeviceRequest> add_device_fields();
Fields<SearchDevicesRequest> search_devices_fields();
Fields<SearchDevicesRequest> export_devices_fields();
Fields<ShowDeviceRequest> show_device_fields();
Fields<UpdateDeviceRequest> update_device_fields();
Fields<DeviceBatchRequest> delete_devices_fields();
Fields<DeviceBatchRequest> update_device_status_fields();
Fields<ResetDeviceCodeRequest> reset_device_code_fields();
Fields<DeviceStatesRequest> show_device_states_fields();

/// Hard terminals: terminal accounts that are known by their serial numbers, and whose codes are
/// only sent. Errors: those of the gate; `device_unknown` for a serial number that the enterprise
/// does not have; `department_unknown`; `invalid_parameter`; besides those named.
class Devices {
public:
    Devices(Gate const& gate, CodeIssue const& issue, TokenMaker const& tokens)
        : gate_(gate), issue_(issue), tokens_(tokens) {}

    /// Makes the terminal and, if its model has one, its code, and queues the code's notices unless
    /// the request says otherwise. `serial_number_exists`.
    Result<UserRow> add(AddDeviceRequest const& request, Actor const& actor) const;
    Result<Page<UserRow>> search(SearchDevicesRequest const& request, Actor const& actor) const;
    Result<UserRow> show(ShowDeviceRequest const& request, Actor const& actor) const;
    /// As `Users::update`.
    Status update(UpdateDeviceRequest const& request, Actor const& actor) const;
    /// All or none. Unbinds the devices.
    Status remove(DeviceBatchRequest const& request, Actor const& actor) const;
    /// All or none. A disabled terminal is unbound; enabling it again does not bind it again.
    Status set_status(DeviceBatchRequest const& request, Actor const& actor) const;
    /// A reset whose code is sent to the contacts of the request and shown to nobody.
    /// `resets_used_up` after five within 24 hours.
    Status reset_code(ResetDeviceCodeRequest const& request, Actor const& actor) const;

    Result<std::vector<HardTerminalModel>> models(NoFields const& request,
                                                  Actor const& actor) const;
    /// One state for each number, in their order.
    Result<std::vector<HardTerminalState>> states(DeviceStatesRequest const& request,
                                                  Actor const& actor) const;

private:
    Result<UserRow> add(Change& change, AddDeviceRequest const& request,
                        HardTerminalModel const& model) const;
    Result<Terminal> draft(AddDeviceRequest const& request, HardTerminalModel const& model,
                           Permit const& permit) const;
    Status send_first_code(Change& change, User const& user, GivenTerminal const& given,
                           bool is_told) const;
    Status reset_code(Change& change, ResetDeviceCodeRequest const& request) const;

    Gate const& gate_;
    CodeIssue const& issue_;
    TokenMaker const& tokens_;
};

/// The hard terminal of the permit's enterprise that has the serial number. `device_unknown`.
Result<User> known_device(Reader& reader, Permit const& permit, std::string const& serial_number);
/// The search among hard terminals, active or not, whatever the case of the model.
UserSearch hard_terminals(UserSearch search);
/// `invalid_parameter` unless it is a hard terminal whose model is activated by a code.
Status require_code_model(std::optional<Terminal> const& terminal);

}  // namespace roomkey
