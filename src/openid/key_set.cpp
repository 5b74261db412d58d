#include "openid/key_set.hpp"

#include <cjose/cjose.h>

#include <array>
#include <boost/json.hpp>
#include <utility>

#include "openid/json_text.hpp"

namespace roomkey {
namespace {

constexpr std::size_t keys_max = 64;
constexpr std::size_t rsa_bits_min = 2048;

/// What is accepted, and the type of its keys. Never "none", and nothing with a shared secret: a
/// public key must not serve as one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> algorithms{
    {{"RS256", "RSA"}, {"PS256", "RSA"}, {"ES256", "EC"}}};

std::string_view type_for(std::string_view algorithm) {
    for (auto const& [name, type] : algorithms) {
        if (name == algorithm) return type;
    }
    return {};
}

bool is_strong(std::string_view type, _cjose_jwk_int* key, std::string_view curve) {
    cjose_err error{};
    if (type == "EC") return curve == "P-256";
    return type == "RSA" && cjose_jwk_get_keysize(key, &error) >= rsa_bits_min;
}

struct FreeToken {
    void operator()(_cjose_jws_int* token) const { cjose_jws_release(token); }
};

}  // namespace

void KeySet::Free::operator()(_cjose_jwk_int* key) const { cjose_jwk_release(key); }

Result<KeySet> KeySet::parse(std::string_view text) {
    auto const json = TRY(json_object_of(text, "the key set"));
    auto const* const list = json.if_contains("keys");
    if (list == nullptr || !list->is_array()) {
        return refusal(ErrorCode::sso_refused, "the key set has no keys");
    }
    KeySet set;
    for (auto const& described : list->get_array()) {
        if (set.keys_.size() == keys_max) break;
        if (described.is_object()) add(set.keys_, described.get_object());
    }
    return set;
}

void KeySet::add(std::vector<Key>& keys, boost::json::object const& described) {
    auto const type = text_in(described, "kty");
    auto const use = text_in(described, "use");
    auto const algorithm = text_in(described, "alg");
    // Others of the set are for other things, or for others.
    if (type != "RSA" && type != "EC") return;
    if (!use.empty() && use != "sig") return;
    if (!algorithm.empty() && type_for(algorithm) != type) return;
    auto const text = boost::json::serialize(described);
    cjose_err error{};
    std::unique_ptr<_cjose_jwk_int, Free> key(cjose_jwk_import(text.data(), text.size(), &error));
    if (!key || !is_strong(type, key.get(), text_in(described, "crv"))) return;
    keys.push_back({std::move(key), text_in(described, "kid"), type, algorithm});
}

std::vector<KeySet::Key const*> KeySet::keys_for(TokenHeader const& header) const {
    auto const type = type_for(header.algorithm);
    std::vector<Key const*> found;
    if (type.empty()) return found;
    for (auto const& key : keys_) {
        bool const fits = key.type == type &&
                          (key.algorithm.empty() || key.algorithm == header.algorithm) &&
                          (header.key_id.empty() || key.id == header.key_id);
        if (fits) found.push_back(&key);
    }
    // OpenID Connect Core, section 10.1: with several keys the token has to say which.
    if (header.key_id.empty() && found.size() > 1) found.clear();
    return found;
}

bool KeySet::has_key_for(TokenHeader const& header) const { return !keys_for(header).empty(); }

bool KeySet::verifies(std::string_view token, TokenHeader const& header) const {
    for (auto const* const key : keys_for(header)) {
        cjose_err error{};
        std::unique_ptr<_cjose_jws_int, FreeToken> const read(
            cjose_jws_import(token.data(), token.size(), &error));
        if (read && cjose_jws_verify(read.get(), key->key.get(), &error)) return true;
    }
    return false;
}

}  // namespace roomkey
