#include "security/sealer.hpp"

#include <sodium.h>

#include <algorithm>
#include <string>
#include <utility>

#include "security/sodium.hpp"

namespace roomkey {
namespace {

constexpr std::uint8_t layout_version = 1;
constexpr std::size_t head_bytes = 2;  ///< The version and the key id.
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t bytes_min = head_bytes + nonce_bytes + tag_bytes;

/// Names this use to the key derivation; never to change, or nothing sealed before would open.
constexpr char derivation_context[crypto_kdf_CONTEXTBYTES + 1] = "roomseal";

Secret derive(Secret const& key, std::uint64_t purpose) {
    std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES> bytes{};
    // Cannot fail: the length is within what BLAKE2b gives.
    crypto_kdf_derive_from_key(bytes.data(), bytes.size(), purpose, derivation_context,
                               bytes_of(key.reveal()));
    Secret derived{std::string(bytes.begin(), bytes.end())};
    sodium_memzero(bytes.data(), bytes.size());
    return derived;
}

std::size_t place_of(SealPurpose purpose) { return static_cast<std::size_t>(purpose) - 1; }

/// What is authenticated beside the text: the head of the layout, then the context.
std::string additional_data(std::uint8_t version, std::uint8_t key_id, std::string_view context) {
    std::string data;
    data.reserve(head_bytes + context.size());
    data.push_back(static_cast<char>(version));
    data.push_back(static_cast<char>(key_id));
    data += context;
    return data;
}

}  // namespace

Sealer::Sealer(KeyRing const& keys, Randomness& randomness)
    : current_id_(keys.current_id()), randomness_(randomness) {
    start_sodium();
    for (auto const& [id, key] : keys.sealing_keys()) {
        auto& derived = keys_[id];
        for (std::size_t place = 0; place < derived.size(); ++place) {
            derived[place] = derive(key, place + 1);
        }
    }
}

Bytes Sealer::seal(SealPurpose purpose, std::string_view context, Secret const& text) const {
    auto const& plain = text.reveal();
    auto const& key = keys_.at(current_id_)[place_of(purpose)].reveal();
    auto const additional = additional_data(layout_version, current_id_, context);

    Bytes sealed(bytes_min + plain.size());
    sealed[0] = layout_version;
    sealed[1] = current_id_;
    auto const nonce = std::span{sealed}.subspan(head_bytes, nonce_bytes);
    randomness_.fill(nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        sealed.data() + head_bytes + nonce_bytes, nullptr, bytes_of(plain), plain.size(),
        bytes_of(additional), additional.size(), nullptr, nonce.data(), bytes_of(key));
    return sealed;
}

Result<Secret> Sealer::open(SealPurpose purpose, std::string_view context,
                            Bytes const& sealed) const {
    if (sealed.size() < bytes_min) return internal_error("a sealed value is too short");
    if (sealed[0] != layout_version) {
        return internal_error("a sealed value has layout " + std::to_string(sealed[0]));
    }
    auto const keys = keys_.find(sealed[1]);
    if (keys == keys_.end()) {
        return internal_error("sealing key " + std::to_string(sealed[1]) + " is not on the ring");
    }
    auto const& key = keys->second[place_of(purpose)].reveal();
    auto const additional = additional_data(sealed[0], sealed[1], context);
    auto const* const nonce = sealed.data() + head_bytes;
    std::string plain(sealed.size() - bytes_min, '\0');
    int const outcome = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, nonce + nonce_bytes,
        sealed.size() - head_bytes - nonce_bytes, bytes_of(additional), additional.size(), nonce,
        bytes_of(key));
    if (outcome != 0) return internal_error("a sealed value was damaged or moved");
    return Secret(std::move(plain));
}

}  // namespace roomkey
