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

Key derive(Key const& key, std::uint64_t purpose) {
    std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES> bytes{};
    // Cannot fail: the length is within what BLAKE2b gives.
    crypto_kdf_derive_from_key(bytes.data(), bytes.size(), purpose, derivation_context,
                               bytes_of(key.reveal()));
    Key derived{{reinterpret_cast<char const*>(bytes.data()), bytes.size()}};
    sodium_memzero(bytes.data(), bytes.size());
    return derived;
}

std::size_t place_of(SealPurpose purpose) { return static_cast<std::size_t>(purpose) - 1; }

/// What is authenticated in addition to the text: the head of the layout, then the context.
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
    : randomness_(randomness), keys_(derive_all(keys)) {}

std::shared_ptr<Sealer::Keys const> Sealer::derive_all(KeyRing const& keys) {
    start_sodium();
    auto all = std::make_shared<Keys>();
    all->current_id = keys.current_id();
    for (auto const& [id, key] : keys.sealing_keys()) {
        auto& derived = all->by_id[id];
        for (std::size_t place = 0; place < derived.size(); ++place) {
            derived[place] = derive(key, place + 1);
        }
    }
    return all;
}

void Sealer::use(KeyRing const& keys) {
    auto fresh = derive_all(keys);
    std::lock_guard const lock{mutex_};
    keys_.swap(fresh);
}

std::shared_ptr<Sealer::Keys const> Sealer::keys() const {
    std::lock_guard const lock{mutex_};
    return keys_;
}

std::uint8_t Sealer::current_key() const { return keys()->current_id; }

bool Sealer::has_older_keys() const { return keys()->by_id.size() > 1; }

std::uint8_t Sealer::key_of(Bytes const& sealed) {
    return sealed.size() < bytes_min ? std::uint8_t{0} : sealed[1];
}

std::size_t Sealer::sealed_size(std::size_t text_bytes) { return bytes_min + text_bytes; }

Bytes Sealer::seal(SealPurpose purpose, std::string_view context, Secret const& text) const {
    auto const& plain = text.reveal();
    auto const ring = keys();
    auto const key = ring->by_id.at(ring->current_id)[place_of(purpose)].reveal();
    auto const additional = additional_data(layout_version, ring->current_id, context);

    Bytes sealed(bytes_min + plain.size());
    sealed[0] = layout_version;
    sealed[1] = ring->current_id;
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
    auto const ring = keys();
    auto const found = ring->by_id.find(sealed[1]);
    if (found == ring->by_id.end()) {
        return internal_error("sealing key " + std::to_string(sealed[1]) + " is not on the ring");
    }
    auto const key = found->second[place_of(purpose)].reveal();
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
