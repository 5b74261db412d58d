#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "net/http_client.hpp"

// What the server says to a device. Read leniently: a member that is missing is empty.
namespace roomkey {

/// The JSON object in `text`; an empty one if it is none.
boost::json::object parse_object(std::string_view text);
std::string text_of(boost::json::object const& object, std::string_view name);

/// Who and where a device is.
struct DeviceProfile {
    std::string account;
    std::string name;
    std::string device_type;
    std::string corp_id;
    std::string corp_name;
    std::string department_code;
    std::string department_name;

    friend bool operator==(DeviceProfile const&, DeviceProfile const&) = default;
};

DeviceProfile profile_in(boost::json::object const& message);

/// A credential that was just issued.
struct CredentialGrant {
    Secret credential;
    Duration validity{};
};

/// Empty if the message has no usable credential.
std::optional<CredentialGrant> grant_in(boost::json::object const& message);

struct UnbindNews {
    std::string
        reason;  ///< "reset", "deleted", "disabled", "self"; empty if the server left it out.
    std::optional<Instant> at;
};

UnbindNews unbinding_in(boost::json::object const& message);

struct DeviceRefusal {
    int status = 0;
    std::string code;         ///< error_code
    std::string text;         ///< error_msg
    std::string retry_after;  ///< The header of this name; empty if absent.

    [[nodiscard]] bool is_unauthenticated() const { return status == 401; }
    /// The credential was valid once and its account has been unbound since.
    [[nodiscard]] bool is_unbound() const;
};

DeviceRefusal refusal_in(HttpAnswer const& answer);

}  // namespace roomkey
