#include "storage/columns.hpp"

#include <sstream>
#include <utility>

namespace roomkey {

std::string const corp_columns =
    "p.corp_id, p.name, p.code_validity, p.code_alphabet, p.code_length, p.auto_user_create, "
    "p.strict_nonces, p.enable_sms, p.created_at";

std::string const app_columns =
    "a.app_id, a.corp_id, a.name, a.description, a.sealed_key, a.is_disabled, a.created_at, "
    "a.updated_at";

std::string const user_columns =
    "u.user_id, u.corp_id, u.account, u.name, u.english_name, u.phone, u.country, u.email, "
    "u.department_code, u.title, u.signature, u.description, u.third_account, u.type, "
    "u.admin_type, u.status, u.sort_level, u.hide_phone, u.password_hash, u.created_at";

std::string const session_columns =
    "s.access_hash, s.refresh_hash, u.user_id, s.app_id, s.client_type, s.source, s.created_at, "
    "s.expires_at, s.refresh_created_at, s.refresh_expires_at, s.ended";

std::string const code_columns = "c.hash, c.sealed, c.created_at, c.expires_at";

std::string const binding_columns =
    "b.binding_id, b.user_id, b.sn, b.model, b.software_version, b.bound_at, b.last_seen_at, "
    "b.seen_from, b.noted_at, b.ended_at, b.ended";

std::string const notice_columns =
    "n.notice_id, n.corp_id, n.user_id, n.code_id, n.channel, n.language, n.sealed_contact, "
    "n.masked_contact, n.state, n.attempts, n.created_at, n.next_attempt_at, n.leased_until, "
    "n.expires_at, n.failure, n.report, n.reported_at";

std::string const terminal_columns =
    "t.device_type, t.was_active, " + code_columns + ", " + binding_columns;

std::vector<std::string> split_accounts(std::string const& joined) {
    std::vector<std::string> accounts;
    std::istringstream parts(joined);
    for (std::string account; std::getline(parts, account, '\x1F');) {
        accounts.push_back(std::move(account));
    }
    return accounts;
}

}  // namespace roomkey
