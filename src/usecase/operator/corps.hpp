#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "security/password_hasher.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"

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

/// Enterprises, for the operator at the command line.
class OperateCorps {
public:
    OperateCorps(Store& store, Clock const& clock, TokenMaker const& tokens, Sealer const& sealer,
                 PasswordHasher& passwords)
        : store_(store), clock_(clock), tokens_(tokens), sealer_(sealer), passwords_(passwords) {}

    /// An enterprise with its root department, a default administrator and one app.
    Result<CreatedCorp> create(std::string const& name);

    /// The same, unless there is an enterprise already; of several that try at once one makes it.
    Result<std::optional<CreatedCorp>> create_first(std::string const& name);

    /// `corp_unknown`; `invalid_parameter` for a value out of its range.
    Result<Corp> update(CorpId const& id, CorpChange const& change);

    Result<std::vector<Corp>> list();

private:
    /// What is made before the transaction, which has to be short.
    struct Draft {
        CreatedCorp created;
        std::string name;
        std::string password_hash;
    };
    Result<Draft> draft(std::string const& name);
    Result<CreatedCorp> insert(Transaction& transaction, Draft const& draft);

    Store& store_;
    Clock const& clock_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
    PasswordHasher& passwords_;
};

/// `invalid_parameter` unless the validity is 1 minute .. 365 days and the format 8..16 digits or
/// 16 Crockford characters.
Status check_policy(CorpPolicy const& policy);

}  // namespace roomkey
