#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "usecase/device/devices.hpp"
#include "usecase/inventory/inventory.hpp"
#include "usecase/user/user_requests.hpp"

namespace roomkey {

struct TableExport {
    std::string csv;
    std::optional<std::int64_t> next_offset;  ///< Empty: that was the last part.
};

/// What lists show, as tables that jobs of changes take back. Each call makes a part of one, as the
/// page of its request says. Errors: those of the gate.
class Exports {
public:
    explicit Exports(Gate const& gate) : gate_(gate) {}

    /// What `Inventory::search` finds, for jobs of the kind `update`.
    Result<TableExport> terminals(SearchTerminalsRequest const& request, Actor const& actor) const;
    /// What `Users::search` finds, likewise.
    Result<TableExport> users(SearchUsersRequest const& request, Actor const& actor) const;
    /// What `Devices::search` finds, for jobs of the kind `update_devices`.
    Result<TableExport> devices(SearchDevicesRequest const& request, Actor const& actor) const;

private:
    Gate const& gate_;
};

}  // namespace roomkey
