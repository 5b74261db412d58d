#include "usecase/audit_trail.hpp"

#include <chrono>
#include <utility>

#include "base/moment_text.hpp"
#include "base/utf8.hpp"
#include "domain/account/account_name.hpp"
#include "storage/sql/audit.hpp"
#include "usecase/code/typed_code.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {
namespace {

// An account out of a refused request may be anything; the trail keeps what a reader can use.
constexpr std::size_t account_bytes_max = 255;

AuditEntry entry_of(RequestContext const& context, Instant at, std::string operation) {
    AuditEntry entry;
    entry.at = at;
    entry.operation = std::move(operation);
    entry.request_id = context.request_id;
    entry.source = context.source;
    entry.outcome = "ok";
    return entry;
}

AuditEntry entry_of(TriedSignIn const& tried, std::string operation) {
    auto entry = entry_of(tried.context, tried.at, std::move(operation));
    entry.corp_id = tried.corp_id;
    entry.account = readable(tried.account);
    entry.detail = readable(tried.detail);
    return entry;
}

/// The same for a sign-in by an account name.
AuditEntry entry_of_name(TriedSignIn const& tried, std::string operation) {
    auto entry = entry_of(tried, std::move(operation));
    if (tried.corp_id.empty()) entry.account = readable_unknown(tried.account);
    return entry;
}

}  // namespace

AuditEntry audit_device(User const& account, std::string const& sn, RequestContext const& context,
                        Instant at, std::string operation) {
    auto entry = entry_of(context, at, std::move(operation));
    entry.corp_id = account.corp_id;
    entry.actor = std::string(device_actor_prefix) + sn;
    entry.account = account.account;
    return entry;
}

AuditEntry audit_own(User const& user, RequestContext const& context, Instant at,
                     std::string operation) {
    auto entry = entry_of(context, at, std::move(operation));
    entry.corp_id = user.corp_id;
    entry.actor_id = user.id;
    entry.actor = user.account;
    entry.account = user.account;
    return entry;
}

Status record_repeated(Transaction& tx, AuditEntry const& entry,
                       std::initializer_list<std::string_view> parts, Duration window) {
    std::string key;
    for (auto const part : parts) {
        key += part;
        key += '\n';
    }
    key += std::to_string(entry.at.time_since_epoch() / window);
    return count_audit(tx, entry, key);
}

Status record_own(Transaction& tx, AuditEntry const& entry, std::string_view kind) {
    return record_repeated(
        tx, entry, {entry.operation, kind, entry.actor_id.value, source_network(entry.source)},
        stranger_window);
}

Status record_refused_sign_in(Transaction& tx, TriedSignIn const& tried, std::string outcome) {
    auto entry = entry_of_name(tried, "sign_in_refused");
    entry.outcome = std::move(outcome);
    auto const name = tried.corp_id.empty() ? std::string{} : entry.account;
    return record_repeated(
        tx, entry, {entry.operation, entry.outcome, name, source_network(tried.context.source)},
        stranger_window);
}

Status record_refused_app_sign_in(Transaction& tx, TriedSignIn const& tried, AppId const& app,
                                  std::string outcome) {
    auto entry = entry_of(tried, "sign_in_refused");
    entry.outcome = std::move(outcome);
    entry.detail = app.empty() ? "no such app" : "app " + app.value;
    // A signature is checked faster than a password, and nothing locks: of the largest network, so
    // that who has many addresses cannot fill the table.
    auto const network = source_networks(tried.context.source).back();
    return record_repeated(tx, entry, {entry.operation, entry.outcome, entry.detail, network},
                           stranger_window);
}

Status record_locked_account(Transaction& tx, TriedSignIn const& tried, Duration lock,
                             std::string_view what) {
    auto entry = entry_of_name(tried, "account_locked");
    entry.detail =
        "for " + std::to_string(lock / std::chrono::seconds{1}) + " s, " + std::string(what);
    auto const name = tried.corp_id.empty() ? std::string{} : entry.account;
    return record_repeated(tx, entry,
                           {entry.operation, name, source_network(tried.context.source), what},
                           stranger_window);
}

Status record_refused_code(Transaction& tx, User const& account, std::string const& sn,
                           RequestContext const& context, Instant at, ErrorCode reason) {
    auto entry = audit_device(account, sn, context, at, "activation_refused");
    entry.outcome = reason_name(reason);
    return record_repeated(
        tx, entry,
        {entry.operation, entry.outcome, account.id.value, source_network(context.source)},
        stranger_window);
}

Status record_locked_source(Transaction& tx, RequestContext const& context, Instant at,
                            std::string const& source, std::string const& reason,
                            User const& account) {
    auto entry = entry_of(context, at, "source_locked");
    entry.corp_id = account.corp_id;
    entry.account = account.account;
    entry.detail = source + ": " + reason;
    return record_repeated(tx, entry, {entry.operation, source, reason}, stranger_window);
}

Result<std::int64_t> cut_trail(Transaction& tx, Instant now, Duration keep, int rows_max) {
    auto const before = now - keep;
    auto const removed = TRY(cut_audit(tx, before, rows_max));
    if (removed == 0) return removed;
    auto entry = entry_of(RequestContext{}, now, "cut_audit");
    entry.actor = service_actor;
    entry.detail = "records older than " + moment_text(before);
    auto const day = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
    TRY(count_audit(tx, entry, entry.operation + '\n' + std::to_string(day), removed));
    return removed;
}

std::string readable(std::string const& text) {
    bool const is_readable = text.size() <= account_bytes_max && is_one_line(text);
    return is_readable ? text : std::string("(unreadable)");
}

std::string readable_unknown(std::string const& name) {
    return typed_code(name) ? std::string("(may be a code)") : readable(name);
}

}  // namespace roomkey
