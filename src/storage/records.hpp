#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "domain/account/terminal_labels.hpp"
#include "domain/activation/guessing.hpp"
#include "domain/activation/pairing.hpp"
#include "domain/audit.hpp"
#include "domain/corp.hpp"
#include "domain/lockout.hpp"
#include "domain/notice.hpp"
#include "domain/page.hpp"
#include "domain/session.hpp"
#include "domain/terminal.hpp"
#include "domain/user.hpp"

// Questions to the store and the joined rows it returns.
namespace roomkey {

enum class UserSortField : std::uint8_t {
    none,
    user_type,
    admin_type,
    account,
    department,
    status,
    sort_level,
};

/// SearchUsers, all conditions joined by "and". Text is matched as a substring, folded, in name,
/// phone, email, account, third-party id and serial number of a hard terminal.
struct UserSearch {
    Reach reach;
    PageRequest page;
    std::string text;
    UserSortField sort = UserSortField::none;  ///< none: newest first.
    bool is_ascending = true;
    std::string department_code;  ///< Empty: all.
    bool with_sub_departments = true;
    std::optional<AdminType> admin_type;
    bool is_of_administrators = false;  ///< Only those, of either type.
    bool is_of_holders = false;         ///< Only those with a role, whichever it is.
    std::vector<UserType> types;
    std::optional<AccountStatus> status;
    bool with_inactive_terminals = false;
    /// Only hard terminals, active or not, and text in name and serial number only.
    bool is_of_hard_terminals = false;
    std::string model;  ///< Of a hard terminal; empty: all.
    std::string tag;    ///< That terminals have; empty: all. Compared folded, as is the next.
    std::string asset_number;          ///< That their asset numbers begin with; empty: all.
    std::string account;               ///< The whole account; empty: all. So are the next two:
    CodeId code_id;                    ///< of a terminal's unspent code,
    std::string serial_number;         ///< of a terminal's bound device.
    std::optional<bool> is_online;     ///< Terminals whose device is; false: is bound and is not.
    std::optional<ListedState> state;  ///< Of terminals.
    Instant now{};                     ///< At which the two are meant.
};

/// What an account is found by, folded; fields are separated by U+001F.
struct UserText {
    CorpId corp_id;
    UserType type = UserType::member;
    std::string name;   ///< And the serial number of a hard terminal.
    std::string other;  ///< Phone, email, account, third-party id.

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 in every defaulted comparison.
    friend bool operator==(UserText const&, UserText const&) = default;
};

/// The labels of a terminal as they are stored.
struct LabelText {
    CorpId corp_id;
    std::string note;
    std::string asset_number;
    std::string folded_asset_number;
    std::string tags;  ///< Separated by U+001F.
};

struct UserRow {
    User user;
    std::string department_name;
    std::string department_name_path;
    std::optional<Terminal> terminal;  ///< For terminal accounts; its `user` is left empty.
    /// Other accounts of the enterprise that are bound to a device of the same sn; at most
    /// `sn_accounts_max` of them, those bound first.
    std::vector<std::string> sn_accounts;
    TerminalLabels labels;
};

constexpr int sn_accounts_max = 5;

/// SearchVisionActiveCode, newest terminal first. `text` is a substring of the terminal's name;
/// `code_keys` match the codes of these keys (`UnspentCode`) as well; if there are none,
/// `code_hash` does that whole code.
struct CodeSearch {
    Reach reach;
    PageRequest page;
    std::string text;
    std::optional<Digest> code_hash;
    std::vector<std::int64_t> code_keys;
    std::optional<DeviceType> device_type;
};

/// A code that SearchVisionActiveCode lists, still sealed.
struct UnspentCode {
    std::int64_t key = 0;
    UserId user_id;
    ActiveCode code;
};

struct CodeRow {
    ActiveCode code;
    UserId user_id;
    std::string account;
    std::string name;
    DeviceType device_type = DeviceType::idea_hub;
    std::string department_code;
    std::string department_name;
};

/// A session with what decides whether it may act.
struct SessionFacts {
    Session session;
    User user;
    Corp corp;
    bool is_app_disabled = false;  ///< The app was disabled or deleted since.
};

/// What wrong passwords are counted of, whether such an account exists or not.
struct SignInKey {
    std::string account;  ///< Empty: any.
    std::string source;   ///< Empty: any.
};

enum class CredentialState : std::uint8_t {
    fresh = 0,       ///< From a renewal until its first use.
    confirmed = 1,   ///< The one in use.
    superseded = 2,  ///< Its successor was used. Only the last of them is kept.
};

/// What a terminal shows to prove its binding; known by its hash only.
struct Credential {
    Digest hash{};
    BindingId binding_id;
    Instant issued_at{};
    Instant expires_at{};
    CredentialState state = CredentialState::confirmed;
};

struct CredentialFacts {
    Credential credential;
    Binding binding;
    std::optional<Terminal> terminal;  ///< Absent once the account is deleted.
    std::optional<Corp> corp;
    std::string department_name;
};

/// The first answer to an Idempotency-Key, kept for a while.
struct Replay {
    UserId user_id;  ///< Or another name that tells apart what keys are for.
    Digest key_hash{};
    Digest request_hash{};  ///< Of what was asked, to tell a retry from another request.
    Bytes sealed_answer;
    Instant expires_at{};
};

/// Newest first. Without `corp_id` over the whole service, which is for operators.
struct AuditSearch {
    std::optional<CorpId> corp_id;
    std::string account;    ///< Empty: all.
    std::string operation;  ///< Empty: all.
    std::string actor;      ///< Account of who did it; empty: all.
    std::string source;     ///< Network address; empty: all.
    std::optional<bool> is_refused;
    std::optional<Instant> from;  ///< Inclusive.
    std::optional<Instant> to;    ///< Exclusive.
    PageRequest page;
};

/// Live codes of the enterprises that have this format now.
struct LiveCodes {
    CodeFormat format;
    std::int64_t count = 0;
};

/// Notices of one enterprise, newest first, all conditions joined by "and".
struct NoticeSearch {
    Reach reach;
    /// Empty: all. The notices of an account that was deleted since are found without it only.
    std::string account;
    std::optional<NoticeState> state;
    std::optional<ReportState> report;  ///< Not `none`.
    bool is_delayed = false;            ///< Only those not yet settled that have a failure.
    std::optional<Instant> from;        ///< Queued then or later.
    std::optional<Instant> to;          ///< Queued before then.
    PageRequest page;
};

struct NoticeRow {
    Notice notice;
    std::string account;             ///< Empty, as is the name, once the account is deleted.
    std::string name;                ///< Of the terminal.
    std::optional<ActiveCode> code;  ///< The unspent code that the account has now.
};

/// How many notices of one account are listed at most; the newest.
constexpr int listed_notices_max = 100;

// How long `Transaction::prune` keeps what is over.
/// A device that was off meanwhile can still learn that it was unbound, and why: as long as a
/// credential lives.
constexpr Duration ended_binding_kept = std::chrono::days{90};
constexpr Duration settled_notice_kept = std::chrono::days{30};
constexpr Duration sign_in_failures_kept = std::chrono::days{1};
/// Sources that an account signed in from successfully: the latest ones, at most so many.
constexpr Duration sign_in_source_kept = std::chrono::days{30};
constexpr int sign_in_sources_max = 16;
/// Nonces, counters and locks, once they lapsed by the clock of the node that prunes: by that of
/// another, which is behind, they may still count.
constexpr Duration lapsed_kept = std::chrono::hours{1};

/// A counter of sent messages, known by the hash of its name.
struct SendCounter {
    Digest name_hash{};
    int max = 0;    ///< At least 1.
    Instant end{};  ///< When it may be forgotten.
};

/// What is sealed, by where it is kept.
enum class SealedKind : std::uint8_t {
    code,
    app_key,
    contact,
    answer,
    totp,
    job_row,
    sso_secret,
};

/// One sealed value with what is needed to open it and to put another in its place.
struct SealedValue {
    SealedKind kind = SealedKind::code;
    std::string row;      ///< Where it is, in the engine's own terms.
    std::string context;  ///< The id that it was sealed for.
    Bytes sealed;
};

/// What a reset has to know before it may happen.
struct ResetQuestion {
    Digest access_hash{};
    std::string account;
    std::optional<Digest> key_hash;  ///< Of the Idempotency-Key, if there is one.
};

struct ResetFacts {
    std::optional<SessionFacts> session;
    std::optional<Replay> replay;      ///< Lapsed ones too.
    std::optional<Terminal> terminal;  ///< Code and binding may be left out, as may all of it
                                       ///< where there is no session, or one of another enterprise.
                                       ///< It is, where it is out of the user's reach.
};

/// How many codes are tried to find one that no other account has. With 100 million live codes
/// out of 10^11 one in a thousand collides; eight in a row mean that something else is wrong.
constexpr int code_tries_max = 8;

/// All that a reset changes.
struct ResetChange {
    UserId user_id;
    Instant at{};
    ActiveCode code;
    std::vector<Notice> notices;
    AuditEntry audit;
    std::optional<Replay> replay;
};

struct ResetOutcome {
    std::optional<BindingId> unbound;  ///< The binding that it ended, if there was one.
};

/// Bindings that other processes ended, or whose terminals they changed.
struct ForeignChanges {
    bool is_everything = false;  ///< Any may have changed.
    std::vector<BindingId> bindings;
};

/// Proof, by key id, of the keys that a database is sealed with; none of them can be derived from
/// it. The lookup key has the id 0.
using KeyChecks = std::map<std::uint8_t, Digest>;
/// Stands for a key that was removed: nothing is sealed with it any more, nor with its id again.
constexpr Digest removed_key{};

/// What may act on a database as it is now.
struct LiveAccess {
    std::int64_t sessions = 0;  ///< Not ended, and still to be used or refreshed.
    std::int64_t bindings = 0;
    std::int64_t administrators = 0;
    std::int64_t apps = 0;
    std::optional<Instant> last_change;  ///< The newest record of the audit trail.
};

struct NoticeFigures {
    std::int64_t queued = 0;  ///< Not settled.
    std::optional<Instant> oldest_created_at;
};

}  // namespace roomkey
