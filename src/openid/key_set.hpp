#pragma once

#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

struct _cjose_jwk_int;  // NOLINT(bugprone-reserved-identifier)
struct _cjose_jws_int;  // NOLINT(bugprone-reserved-identifier)

namespace roomkey {

/// What a token says of its signature.
struct TokenHeader {
    std::string algorithm;
    std::string key_id;  ///< Empty: none.
};

/// The keys that a provider signs with (RFC 7517), as far as they can be used: RSA of 2048 bits or
/// more, and P-256.
class KeySet {
public:
    KeySet() = default;
    /// `sso_refused` if it is no key set.
    static Result<KeySet> parse(std::string_view text);

    [[nodiscard]] bool has_key_for(TokenHeader const& header) const;
    /// Whether one of the keys made this signature.
    [[nodiscard]] bool verifies(std::string_view token, TokenHeader const& header) const;

private:
    struct Free {
        void operator()(_cjose_jwk_int* key) const;
    };
    struct Key {
        std::unique_ptr<_cjose_jwk_int, Free> key;
        std::string id;
        std::string type;       ///< RSA or EC.
        std::string algorithm;  ///< Empty: any of its type.
    };
    static void add(std::vector<Key>& keys, boost::json::object const& described);
    [[nodiscard]] std::vector<Key const*> keys_for(TokenHeader const& header) const;

    std::vector<Key> keys_;
};

}  // namespace roomkey
