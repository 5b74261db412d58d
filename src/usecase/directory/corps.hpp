#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "fields/binding.hpp"
#include "security/password/password_hasher.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

constexpr std::size_t corp_name_length_max = 128;

/// A new enterprise. The secrets are shown this once.
struct CreatedCorp {
    CorpId corp_id;
    std::string admin_account;
    Secret admin_password;
    AppId app_id;
    Secret app_key;
};

struct NewCorp {
    std::string name;
    // What is made if it is absent.
    std::optional<CorpId> id{};
    std::optional<std::string> admin_account{};
    std::optional<Secret> admin_password{};
    bool has_app = true;  ///< Otherwise it begins without one.
};

/// What may be changed of an enterprise; what is absent stays. All but the fields of
/// UpdateCorpBasicInfo are for operators alone.
struct CorpChange {
    std::optional<std::string> address;
    std::optional<std::string> name;
    std::optional<Duration> code_validity;
    std::optional<CodeFormat> code_format;
    std::optional<bool> auto_user_create;
    std::optional<bool> strict_nonces;
    std::optional<bool> enable_sms;
    std::optional<Language> language;
    std::optional<std::string> time_zone;  ///< Empty: as the language has it.
    std::optional<bool> requires_totp;
    std::map<UserType, std::optional<int>> limits;  ///< Empty: none.
};

/// An enterprise with its administrator.
struct ShownCorp {
    Corp corp;
    User default_admin;
};
Result<ShownCorp> shown_corp(Reader& reader, Permit const& permit);

struct CorpResource {
    std::string id;
    Resource resource{};
    int limit = 0;
    std::int64_t used = 0;  ///< Not counted by a search.
};

struct CorpResources {
    Corp corp;
    std::vector<CorpResource> all;
};

struct SearchResourcesRequest {
    PageRequest page;
    std::string id;  ///< A part of it.
    std::string type;
    std::string type_id;
    std::string order_id;
    std::optional<Instant> expires_after;
    std::optional<Instant> expires_before;
    std::optional<int> status;
};

/// When a limit expires: never, which is the last moment of the calendar.
constexpr Instant resource_expiry = from_unix_milliseconds(253'402'300'799'999);

Fields<CorpChange> update_corp_fields();
Fields<SearchResourcesRequest> search_resources_fields();

/// Enterprises. Errors: those of the gate, besides those named.
class Corps {
public:
    Corps(Gate const& gate, TokenMaker const& tokens, Sealer const& sealer,
          PasswordHasher& passwords)
        : gate_(gate), tokens_(tokens), sealer_(sealer), passwords_(passwords) {}

    /// An enterprise with its root department, a default administrator and one app.
    Result<CreatedCorp> create(std::string const& name) const { return create(NewCorp{name}); }
    /// `account_exists`; `invalid_parameter` for the name, the password, or an id that is taken.
    Result<CreatedCorp> create(NewCorp const& wanted) const;

    /// The same, unless there is an enterprise already; of several that try at once one makes it.
    Result<std::optional<CreatedCorp>> create_first(std::string const& name) const;

    Result<ShownCorp> show(NoFields const& request, Actor const& actor) const;
    /// `invalid_parameter` for a value out of its range.
    Result<Corp> update(CorpChange const& wanted, Actor const& actor) const;
    /// What the enterprise has of each resource, and uses.
    Result<CorpResources> show_resources(NoFields const& request, Actor const& actor) const;
    Result<Page<CorpResource>> search_resources(SearchResourcesRequest const& request,
                                                Actor const& actor) const;

    // For an operator.
    Result<Corp> update(CorpId const& id, CorpChange const& wanted) const {
        return update(wanted, operator_of(id));
    }

    Result<std::vector<Corp>> list() const;

private:
    /// What is made before the transaction, which has to be short.
    struct Draft {
        CreatedCorp created;  ///< The id is empty if it is to be made, as is that of no app.
        std::string name;
        std::string password_hash;
    };
    [[nodiscard]] Result<Draft> draft(NewCorp const& wanted) const;
    /// Gives `corp` a free id and inserts it.
    Status insert_free(Transaction& transaction, Corp& corp) const;
    Result<CreatedCorp> insert(Change& change, Draft const& draft) const;

    Gate const& gate_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
    PasswordHasher& passwords_;
};

/// `invalid_parameter` unless the validity is 1 minute .. 365 days and the format 8..16 digits or
/// 16 Crockford characters, and the time zone one that is known or empty.
Status check_policy(CorpPolicy const& policy);

}  // namespace roomkey
