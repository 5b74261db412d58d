#include "storage/sql/terminal/bindings.hpp"

#include "base/time_left.hpp"
#include "storage/sql/tables.hpp"
#include "storage/sql/terminal/terminals.hpp"

namespace roomkey {
namespace {

/// `b` is the live binding of the account, `o` the one that the credential belongs to.
std::string select_credential_facts() {
    return "SELECT " + credential_table.columns() + ", " + binding_table.columns("o") + ", " +
           user_table.columns() + ", " + terminal_columns() + ", " + corp_table.columns() +
           ", d.name FROM credential k JOIN binding o ON o.binding_key = k.binding_key "
           "LEFT JOIN users u ON u.user_key = o.user_key " +
           std::string{terminal_joins} +
           "LEFT JOIN corp p ON p.corp_id = u.corp_id "
           "LEFT JOIN department d ON d.corp_id = u.corp_id AND d.code = u.department_code "
           "WHERE k.hash = $1";
}

CredentialFacts read_facts(Row& row) {
    CredentialFacts facts;
    facts.credential = credential_table(row);
    facts.binding = binding_table(row);
    facts.credential.binding_id = facts.binding.id;
    auto user = user_table(row);
    facts.terminal = read_terminal(row);
    if (facts.terminal) {
        facts.terminal->user = std::move(user);
        facts.corp = corp_table(row);
        facts.department_name = row.text();
    }
    return facts;
}

/// With the values of `values_of`; inserts nothing if there is no such binding.
std::string const& insert_credential() {
    static std::string const sql = "INSERT INTO credential (binding_key, " +
                                   credential_table.names() + ") SELECT binding_key, " +
                                   credential_table.places(2) +
                                   " FROM binding WHERE binding_id = $1";
    return sql;
}

Values values_of(Credential const& credential) {
    Values values(credential.binding_id);
    credential_table.add_values(values, credential);
    return values;
}

}  // namespace

Result<bool> insert_binding(Transaction& tx, Binding const& binding, Credential const& credential) {
    static std::string const sql = "INSERT INTO binding (user_key, corp_id, " +
                                   binding_table.names() + ") SELECT t.user_key, u.corp_id, " +
                                   binding_table.places() +
                                   " FROM users u JOIN terminal t ON t.user_key = u.user_key "
                                   "WHERE u.user_id = $2 "
                                   "ON CONFLICT (user_key, ended) WHERE ended = 0 DO NOTHING";
    if (TRY(tx.change(sql, binding_table.values(binding))) == 0) return false;
    TRY(tx.run(insert_credential(), values_of(credential)));
    TRY(
        tx.run("UPDATE terminal SET was_active = true WHERE user_key = "
               "(SELECT user_key FROM users WHERE user_id = $1) AND NOT was_active",
               binding.user_id));
    return true;
}

Result<std::optional<BindingId>> end_binding(Transaction& tx, UserId const& user,
                                             UnbindReason reason, Instant at) {
    auto const ended =
        TRY(all_of(tx.query("UPDATE binding SET ended = $1, ended_at = $2 WHERE user_key = "
                            "(SELECT user_key FROM users WHERE user_id = $3) AND ended = 0 "
                            "RETURNING binding_id",
                            reason, at, user),
                   [](Row& row) { return row.id<BindingId>(); }));
    if (ended.empty()) return std::optional<BindingId>{};
    tx.tell(ended.front());
    return std::optional{ended.front()};
}

Result<std::optional<User>> find_user_of_device(Reader& reader, std::string const& sn,
                                                std::string const& network) {
    static std::string const sql =
        "SELECT " + user_table.columns() +
        " FROM binding b JOIN users u ON u.user_key = b.user_key "
        "WHERE b.sn = $1 AND b.seen_from = $2 ORDER BY b.binding_key DESC LIMIT 1";
    return first_of(reader.query(sql, sn, network), user_table);
}

Status touch_binding(Transaction& tx, BindingId const& id, Instant seen_at,
                     std::string const& seen_from) {
    // Requests may arrive out of order; the latest time stays, unless the clock ran ahead then.
    return tx.run(
        "UPDATE binding SET last_seen_at = $2, seen_from = $3 WHERE binding_id = $1 "
        "AND (last_seen_at <= $2 OR last_seen_at > $4)",
        id, seen_at, seen_from, seen_at + clock_difference_max);
}

Status mark_noted(Transaction& tx, BindingId const& id, Instant at) {
    return tx.run("UPDATE binding SET noted_at = $2 WHERE binding_id = $1", id, at);
}

Result<std::optional<std::vector<BindingId>>> bindings_of(Reader& reader, CorpId const& corp) {
    auto bindings = TRY(all_of(
        reader.query("SELECT binding_id FROM binding WHERE corp_id = $1 AND ended = 0 LIMIT $2",
                     corp, bindings_named_max + 1),
        [](Row& row) { return row.id<BindingId>(); }));
    if (static_cast<std::int64_t>(bindings.size()) > bindings_named_max) {
        return std::optional<std::vector<BindingId>>{};
    }
    return std::optional{std::move(bindings)};
}

Result<std::optional<CredentialFacts>> find_credential(Reader& reader, Digest const& hash) {
    static std::string const sql = select_credential_facts();
    TRY(
        reader.hold("SELECT 1 FROM users WHERE user_key = (SELECT o.user_key FROM credential k "
                    "JOIN binding o ON o.binding_key = k.binding_key WHERE k.hash = $1)",
                    hash));
    return first_of(reader.query(sql, hash), read_facts);
}

Status renew_credential(Transaction& tx, Credential const& credential) {
    TRY(
        tx.run("DELETE FROM credential WHERE state = 0 AND binding_key = "
               "(SELECT binding_key FROM binding WHERE binding_id = $1)",
               credential.binding_id));
    if (TRY(tx.change(insert_credential(), values_of(credential))) > 0) return Done{};
    return internal_error("storage: a credential of no binding");
}

Status confirm_credential(Transaction& tx, Digest const& hash, BindingId const& binding) {
    auto const confirmed = TRY(
        tx.change("UPDATE credential SET state = 1 WHERE hash = $2 AND state = 0 AND binding_key = "
                  "(SELECT binding_key FROM binding WHERE binding_id = $1)",
                  binding, hash));
    if (confirmed == 0) return Done{};
    tx.tell(binding);
    TRY(
        tx.run("DELETE FROM credential WHERE state <> 1 AND binding_key = "
               "(SELECT binding_key FROM binding WHERE binding_id = $1)",
               binding));
    return tx.run(
        "UPDATE credential SET state = 2 WHERE hash <> $2 AND binding_key = "
        "(SELECT binding_key FROM binding WHERE binding_id = $1)",
        binding, hash);
}

}  // namespace roomkey
