#include "operations/objects/pairing_object.hpp"

#include <boost/json.hpp>

namespace roomkey {

boost::json::object pairing_object(Pairing const& pairing) {
    return {{"sn", pairing.device.sn},
            {"devType", pairing.device.type},
            {"model", pairing.device.model},
            {"softwareVersion", pairing.device.software_version},
            {"source", pairing.source},
            {"createdAt", unix_milliseconds(pairing.begun_at)},
            {"expiresAt", unix_milliseconds(pairing.expires_at)}};
}

}  // namespace roomkey
