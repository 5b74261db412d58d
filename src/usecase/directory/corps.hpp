#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "security/password_hasher.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

/// A new enterprise. The secrets are shown this once.
struct CreatedCorp {
    CorpId corp_id;
    std::string admin_account;
    Secret admin_password;
    AppId app_id;
    Secret app_key;
};

/// What an operator may change of an enterprise; what is absent stays.
struct CorpChange {
    std::optional<std::string> name;
    std::optional<Duration> code_validity;
    std::optional<CodeFormat> code_format;
    std::optional<bool> auto_user_create;
    std::optional<bool> strict_nonces;
    std::optional<bool> enable_sms;
};

/// Enterprises. Errors: those of the gate, besides those named.
class Corps {
public:
    Corps(Gate const& gate, TokenMaker const& tokens, Sealer const& sealer,
          PasswordHasher& passwords)
        : gate_(gate), tokens_(tokens), sealer_(sealer), passwords_(passwords) {}

    /// An enterprise with its root department, a default administrator and one app.
    Result<CreatedCorp> create(std::string const& name) const;

    /// The same, unless there is an enterprise already; of several that try at once one makes it.
    Result<std::optional<CreatedCorp>> create_first(std::string const& name) const;

    /// `invalid_parameter` for a value out of its range.
    Result<Corp> update(CorpId const& id, CorpChange const& wanted) const;

    Result<std::vector<Corp>> list() const;

private:
    /// What is made before the transaction, which has to be short.
    struct Draft {
        CreatedCorp created;
        std::string name;
        std::string password_hash;
    };
    [[nodiscard]] Result<Draft> draft(std::string const& name) const;
    Result<CreatedCorp> insert(Change& change, Draft const& draft) const;

    Gate const& gate_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
    PasswordHasher& passwords_;
};

/// `invalid_parameter` unless the validity is 1 minute .. 365 days and the format 8..16 digits or
/// 16 Crockford characters.
Status check_policy(CorpPolicy const& policy);

}  // namespace roomkey
