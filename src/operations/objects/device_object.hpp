#pragma once

#include <boost/json/object.hpp>

#include "usecase/device/devices.hpp"

namespace roomkey {

/// The schema Device of the API document.
boost::json::object device_object(UserRow const& row);
/// The schema DeviceModel of the API document.
boost::json::object device_model_object(HardTerminalModel const& model);
/// The schema DeviceState of the API document.
boost::json::object device_state_object(HardTerminalState const& state);

}  // namespace roomkey
