#pragma once

#include <boost/json/object.hpp>

#include "domain/activation/pairing.hpp"

namespace roomkey {

/// The schema FoundPairing of the API document.
boost::json::object pairing_object(Pairing const& pairing);

}  // namespace roomkey
