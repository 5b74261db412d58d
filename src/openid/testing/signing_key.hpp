#pragma once

#include <cjose/cjose.h>

#include <boost/json.hpp>
#include <initializer_list>
#include <memory>
#include <string>

#include "openid/key_set.hpp"

// Keys as a provider has them.
namespace roomkey {

struct FreeKey {
    void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
using SigningKey = std::unique_ptr<cjose_jwk_t, FreeKey>;

inline SigningKey rsa_key(std::size_t bits = 2048) {
    cjose_err error{};
    return SigningKey(cjose_jwk_create_RSA_random(bits, nullptr, 0, &error));
}

inline SigningKey ec_key(cjose_jwk_ec_curve curve = CJOSE_JWK_EC_P_256) {
    cjose_err error{};
    return SigningKey(cjose_jwk_create_EC_random(curve, &error));
}

inline boost::json::object public_part(SigningKey const& key, std::string const& id,
                                       boost::json::object const& more = {}) {
    cjose_err error{};
    char* const text = cjose_jwk_to_json(key.get(), false, &error);
    auto described = boost::json::parse(text).as_object();
    cjose_get_dealloc()(text);
    described["kid"] = id;
    for (auto const& [name, value] : more) described[name] = value;
    return described;
}

inline KeySet set_of(std::initializer_list<boost::json::object> keys) {
    boost::json::array list;
    for (auto const& key : keys) list.push_back(key);
    return KeySet::parse(boost::json::serialize(boost::json::object{{"keys", list}})).value();
}

}  // namespace roomkey
