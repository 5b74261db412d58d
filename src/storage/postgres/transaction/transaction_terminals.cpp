#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/transaction.hpp"

// Within a change the account is held first, by a statement of its own: the one behind it then
// sees code and binding as the last holder left them. A single statement would wait for the row
// of the user and still read code and binding as they were before the wait.
namespace roomkey::postgres {
namespace {

std::string select_terminal(char const* from, char const* condition) {
    return "SELECT " + user_columns + ", " + terminal_columns + " FROM " + from + " " + condition;
}

std::optional<Terminal> read_one(Rows rows) {
    if (!rows.next()) return std::nullopt;
    auto user = read_user(rows);
    auto terminal = read_terminal(rows);
    if (terminal) terminal->user = std::move(user);
    return terminal;
}

/// From an account to what it has.
constexpr char const* by_account =
    "users u JOIN terminal t ON t.user_key = u.user_key "
    "LEFT JOIN code c ON c.corp_id = u.corp_id AND c.user_key = u.user_key "
    "LEFT JOIN binding b ON b.user_key = u.user_key AND b.ended = 0";

/// From a code to the account that has it.
constexpr char const* by_code =
    "code c JOIN users u ON u.user_key = c.user_key JOIN terminal t ON t.user_key = c.user_key "
    "LEFT JOIN binding b ON b.user_key = c.user_key AND b.ended = 0";

}  // namespace

Result<std::optional<Terminal>> Transaction::find_terminal(std::string const& account) {
    static std::string const sql = select_terminal(by_account, "WHERE u.account = $1");
    if (holds_) {
        TRY(connection_.run("SELECT FROM users WHERE account = $1 FOR NO KEY UPDATE", account));
    }
    return read_one(TRY(connection_.query(sql, account)));
}

Result<std::optional<Terminal>> Transaction::find_terminal_by_user(UserId const& user) {
    static std::string const sql = select_terminal(by_account, "WHERE u.user_id = $1");
    // Accounts are held before their notices, never after.
    if (holds_ && !has_leased_) {
        TRY(connection_.run("SELECT FROM users WHERE user_id = $1 FOR NO KEY UPDATE", user));
    }
    return read_one(TRY(connection_.query(sql, user)));
}

Result<std::optional<Terminal>> Transaction::find_terminal_by_code(Digest const& code_hash) {
    static std::string const sql = select_terminal(by_code, "WHERE c.hash = $1");
    if (holds_) {
        TRY(
            connection_.run("SELECT FROM users WHERE user_key = "
                            "(SELECT user_key FROM code WHERE hash = $1) FOR NO KEY UPDATE",
                            code_hash));
    }
    return read_one(TRY(connection_.query(sql, code_hash)));
}

Result<std::optional<Terminal>> Transaction::find_terminal_by_code_id(CorpId const& corp,
                                                                      CodeId const& id) {
    static std::string const sql =
        select_terminal(by_code, "WHERE c.hash >= $1 AND c.hash <= $2 AND c.corp_id = $3 LIMIT 1");
    auto const hashes = hashes_of(id);
    if (!hashes) return std::optional<Terminal>{};
    if (holds_) {
        TRY(connection_.run(
            "SELECT FROM users WHERE user_key = (SELECT user_key FROM code WHERE hash >= $1 "
            "AND hash <= $2 AND corp_id = $3 LIMIT 1) FOR NO KEY UPDATE",
            hashes->first, hashes->last, corp));
    }
    return read_one(TRY(connection_.query(sql, hashes->first, hashes->last, corp)));
}

Result<std::optional<CredentialFacts>> Transaction::find_credential(Digest const& hash) {
    // `b` is the live binding of the account, `o` the one that the credential belongs to.
    static std::string const sql =
        "SELECT k.hash, o.binding_id, k.issued_at, k.expires_at, k.state, "
        "o.binding_id, o.user_id, o.sn, o.model, o.software_version, o.bound_at, o.last_seen_at, "
        "o.seen_from, o.noted_at, o.ended_at, o.ended, " +
        user_columns + ", " + terminal_columns + ", " + corp_columns +
        ", d.name FROM credential k JOIN binding o ON o.binding_key = k.binding_key "
        "LEFT JOIN users u ON u.user_key = o.user_key " +
        terminal_joins +
        "LEFT JOIN corp p ON p.corp_id = u.corp_id "
        "LEFT JOIN department d ON d.corp_id = u.corp_id AND d.code = u.department_code "
        "WHERE k.hash = $1";
    if (holds_) {
        TRY(connection_.run(
            "SELECT FROM users WHERE user_key = (SELECT o.user_key FROM credential k "
            "JOIN binding o ON o.binding_key = k.binding_key WHERE k.hash = $1) FOR NO KEY UPDATE",
            hash));
    }
    auto rows = TRY(connection_.query(sql, hash));
    if (!rows.next()) return std::optional<CredentialFacts>{};
    CredentialFacts facts;
    facts.credential.hash = rows.digest();
    facts.credential.binding_id = rows.id<BindingId>();
    facts.credential.issued_at = rows.instant();
    facts.credential.expires_at = rows.instant();
    facts.credential.state = rows.enumeration<CredentialState>();
    facts.binding = read_binding(rows);
    auto user = read_user(rows);
    facts.terminal = read_terminal(rows);
    if (facts.terminal) {
        facts.terminal->user = std::move(user);
        facts.corp = read_corp(rows);
        facts.department_name = rows.text();
    }
    return std::optional{std::move(facts)};
}

Result<std::int64_t> Transaction::count_live_codes() {
    return connection_.integer("SELECT count(*) FROM code");
}

Result<std::vector<LiveCodes>> Transaction::live_codes_by_format() {
    auto rows = TRY(
        connection_.query("SELECT p.code_alphabet, p.code_length, sum(live.count)::bigint FROM "
                          "(SELECT corp_id, count(*) AS count FROM code GROUP BY corp_id) live "
                          "JOIN corp p ON p.corp_id = live.corp_id GROUP BY 1, 2 ORDER BY 1, 2"));
    std::vector<LiveCodes> all;
    while (rows.next()) {
        LiveCodes codes;
        codes.format.alphabet = rows.enumeration<CodeFormat::Alphabet>();
        codes.format.length = rows.small();
        codes.count = rows.integer();
        all.push_back(codes);
    }
    return all;
}

Result<bool> Transaction::insert_terminal(Terminal const& terminal) {
    if (!TRY(insert_user(terminal.user))) return false;
    TRY(
        connection_.run("INSERT INTO terminal (user_key, device_type, was_active) "
                        "SELECT user_key, $1, $2 FROM users WHERE user_id = $3",
                        terminal.device_type, terminal.was_active, terminal.user.id));
    return true;
}

Result<bool> Transaction::replace_code(UserId const& user, ActiveCode const& code) {
    return TRY(connection_.change(
               "INSERT INTO code (user_key, corp_id, device_type, hash, sealed, created_at, "
               "expires_at) SELECT u.user_key, u.corp_id, t.device_type, $2, $3, $4, $5 "
               "FROM users u JOIN terminal t ON t.user_key = u.user_key WHERE u.user_id = $1 "
               "AND NOT EXISTS (SELECT FROM code o WHERE o.hash = $2 "
               "AND o.user_key <> u.user_key) "
               "ON CONFLICT (corp_id, user_key) DO UPDATE SET hash = excluded.hash, "
               "sealed = excluded.sealed, created_at = excluded.created_at, "
               "expires_at = excluded.expires_at",
               user, code.hash, code.sealed, code.created_at, code.expires_at)) > 0;
}

Result<bool> Transaction::delete_code(Digest const& hash) {
    return TRY(connection_.change("DELETE FROM code WHERE hash = $1", hash)) > 0;
}

Result<bool> Transaction::insert_binding(Binding const& binding, Credential const& credential) {
    auto const inserted = TRY(connection_.change(
        "INSERT INTO binding (binding_id, user_key, user_id, corp_id, sn, model, "
        "software_version, bound_at, last_seen_at, seen_from, noted_at, ended_at, ended) "
        "SELECT $2, t.user_key, $1, u.corp_id, $3, $4, $5, $6, $7, $8, $9, 0, 0 "
        "FROM users u JOIN terminal t ON t.user_key = u.user_key WHERE u.user_id = $1 "
        "ON CONFLICT (user_key) WHERE ended = 0 DO NOTHING",
        binding.user_id, binding.id, binding.sn, binding.model, binding.software_version,
        binding.bound_at, binding.last_seen_at, binding.seen_from, binding.noted_at));
    if (inserted == 0) return false;
    TRY(insert_credential(credential, binding.id));
    TRY(
        connection_.run("UPDATE terminal SET was_active = true WHERE user_key = "
                        "(SELECT user_key FROM users WHERE user_id = $1) AND NOT was_active",
                        binding.user_id));
    return true;
}

Result<std::optional<BindingId>> Transaction::end_binding(UserId const& user, UnbindReason reason,
                                                          Instant at) {
    auto rows = TRY(connection_.query(
        "UPDATE binding SET ended = $1, ended_at = $2 WHERE user_key = "
        "(SELECT user_key FROM users WHERE user_id = $3) AND ended = 0 RETURNING binding_id",
        reason, at, user));
    if (!rows.next()) return std::optional<BindingId>{};
    auto id = rows.id<BindingId>();
    changes_.bindings.push_back(id);
    return std::optional{std::move(id)};
}

Status Transaction::touch_binding(BindingId const& id, Instant seen_at,
                                  std::string const& seen_from) {
    // Requests may arrive out of order; the latest time stays.
    return connection_.run(
        "UPDATE binding SET last_seen_at = $2, seen_from = $3 WHERE binding_id = $1 "
        "AND last_seen_at <= $2",
        id, seen_at, seen_from);
}

Status Transaction::mark_noted(BindingId const& id, Instant at) {
    return connection_.run("UPDATE binding SET noted_at = $2 WHERE binding_id = $1", id, at);
}

Status Transaction::insert_credential(Credential const& credential, BindingId const& binding) {
    return connection_.run(
        "INSERT INTO credential (hash, binding_key, issued_at, expires_at, state) "
        "SELECT $1, binding_key, $2, $3, $4 FROM binding WHERE binding_id = $5",
        credential.hash, credential.issued_at, credential.expires_at, credential.state, binding);
}

Status Transaction::renew_credential(Credential const& credential) {
    auto rows = TRY(connection_.query("SELECT binding_key FROM binding WHERE binding_id = $1",
                                      credential.binding_id));
    if (!rows.next()) return internal_error("postgres: a credential of no binding");
    auto const binding_key = rows.integer();
    TRY(connection_.run("DELETE FROM credential WHERE binding_key = $1 AND state = 0",
                        binding_key));
    return insert_credential(credential, credential.binding_id);
}

Status Transaction::confirm_credential(Digest const& hash, BindingId const& binding) {
    auto const confirmed = TRY(connection_.change(
        "UPDATE credential SET state = 1 WHERE hash = $2 AND state = 0 AND binding_key = "
        "(SELECT binding_key FROM binding WHERE binding_id = $1)",
        binding, hash));
    if (confirmed == 0) return Done{};
    changes_.bindings.push_back(binding);
    TRY(
        connection_.run("DELETE FROM credential WHERE state <> 1 AND binding_key = "
                        "(SELECT binding_key FROM binding WHERE binding_id = $1)",
                        binding));
    return connection_.run(
        "UPDATE credential SET state = 2 WHERE hash <> $2 AND binding_key = "
        "(SELECT binding_key FROM binding WHERE binding_id = $1)",
        binding, hash);
}

}  // namespace roomkey::postgres
