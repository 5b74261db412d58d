#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "domain/audit.hpp"
#include "domain/user.hpp"
#include "storage/store.hpp"
#include "usecase/request_context.hpp"

// What the audit trail says of what nobody signed in for, and of what is repeated.
namespace roomkey {

/// For so long one record stands for all that is alike: of a signed-in caller, and of anybody.
constexpr Duration caller_window = std::chrono::minutes{1};
constexpr Duration stranger_window = std::chrono::minutes{10};

/// The record of what a device did; `sn` is what it calls itself, so the record shows it as
/// "sn:...", which no account begins with.
AuditEntry audit_device(User const& account, std::string const& sn, RequestContext const& context,
                        Instant at, std::string operation);

/// The record of what was done to an account by whoever has signed in as it.
AuditEntry audit_own(User const& user, RequestContext const& context, Instant at,
                     std::string operation);

/// Counts `entry` in the record of those whose `parts` are the same and that fall into the same
/// window; the first of them is the one that the record shows. At the very same moment another
/// node may count in that record: then it may miss this one, but nobody waits for it.
Status record_repeated(Transaction& tx, AuditEntry const& entry,
                       std::initializer_list<std::string_view> parts, Duration window);

/// Counts what users may do as often as they like, such as signing in: one record for the user,
/// `kind` and the source in `stranger_window`.
Status record_own(Transaction& tx, AuditEntry const& entry, std::string_view kind = {});

/// A sign-in that was tried, by someone who is not known to be who they say.
struct TriedSignIn {
    Instant at{};
    CorpId corp_id;       ///< Of the account; empty if there is none.
    std::string account;  ///< As it was given; empty if none was.
    RequestContext context;
    std::string detail = {};  ///< Why it was refused, if the outcome does not say it.
};

/// Names of no account are counted together, and shown by the first of them: they would fill the
/// table.
Status record_refused_sign_in(Transaction& tx, TriedSignIn const& tried, std::string outcome);
/// The same for a sign-in by App ID; all refusals of one application, or of none, that come from
/// one /48 or /24 are counted together. `app` is empty if there is none of that id.
Status record_refused_app_sign_in(Transaction& tx, TriedSignIn const& tried, AppId const& app,
                                  std::string outcome);
/// `what` of the account is locked: "for this source".
Status record_locked_account(Transaction& tx, TriedSignIn const& tried, Duration lock,
                             std::string_view what);
/// A code of the account was refused, or one that its device presented; `account` is empty if that
/// is not known.
Status record_refused_code(Transaction& tx, User const& account, std::string const& sn,
                           RequestContext const& context, Instant at, ErrorCode reason);
/// `source` is locked, or a network that it is in; `reason` says for what. `account` is the one
/// whose device did the last of it, if that is known.
Status record_locked_source(Transaction& tx, RequestContext const& context, Instant at,
                            std::string const& source, std::string const& reason,
                            User const& account = {});

/// Removes records that are older than `keep`, `rows_max` at most, and records how many in one
/// record a day; returns how many.
Result<std::int64_t> cut_trail(Transaction& tx, Instant now, Duration keep, int rows_max);

/// What somebody wrote, if it can stand in a record.
std::string readable(std::string const& text);
/// The same for a name of no account: what can be a code was perhaps pasted into the wrong field,
/// and codes stand in no record.
std::string readable_unknown(std::string const& name);

}  // namespace roomkey
