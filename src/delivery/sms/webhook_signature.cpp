#include "delivery/sms/webhook_signature.hpp"

#include <utility>

#include "base/bytes.hpp"
#include "security/hmac.hpp"

namespace roomkey {
namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::size_t key_bytes_min = 24;
constexpr std::size_t key_bytes_max = 64;

Result<Secret> key_of(Secret const& secret) {
    std::string_view text = secret.reveal();
    if (text.starts_with(secret_prefix)) {
        text.remove_prefix(secret_prefix.size());
        auto bytes = from_base64(text);
        Secret key(std::move(bytes).value_or(std::string{}));
        auto const size = key.reveal().size();
        if (size >= key_bytes_min && size <= key_bytes_max) return key;
    }
    return invalid_field("secrets", Fault::wrong_format, "whsec_ and base64 of 24 to 64 bytes");
}

}  // namespace

WebhookSigner::WebhookSigner(std::vector<Secret> keys) : keys_(std::move(keys)) {}

Result<WebhookSigner> WebhookSigner::open(std::vector<Secret> const& secrets) {
    if (secrets.empty()) return invalid_field("secrets", Fault::missing);
    std::vector<Secret> keys;
    for (auto const& secret : secrets) {
        auto key = TRY(key_of(secret));
        keys.push_back(std::move(key));
    }
    return WebhookSigner(std::move(keys));
}

std::string WebhookSigner::sign(std::string_view id, Instant timestamp,
                                std::string_view body) const {
    Secret const content(std::string(id) + '.' + std::to_string(unix_seconds(timestamp)) + '.' +
                         std::string(body));
    std::string signatures;
    for (auto const& key : keys_) {
        auto const hash = hmac_sha256(key, content.reveal());
        if (!signatures.empty()) signatures += ' ';
        signatures += "v1," + to_base64({reinterpret_cast<char const*>(hash.data()), hash.size()});
    }
    return signatures;
}

}  // namespace roomkey
