#include "storage/sql/terminal/bindings.hpp"

#include <string>

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

Status insert_credential(Transaction& tx, Credential const& credential, BindingId const& binding) {
    static std::string const sql = "INSERT INTO credential (binding_key, " +
                                   credential_table.names() + ") SELECT binding_key, " +
                                   credential_table.places(2) +
                                   " FROM binding WHERE binding_id = $1";
    Values values(binding);
    credential_table.add_values(values, credential);
    return tx.run(sql, values);
}

}  // namespace

Result<bool> insert_binding(Transaction& tx, Binding const& binding, Credential const& credential) {
    static std::string const sql = "INSERT INTO binding (user_key, " + binding_table.names() +
                                   ") SELECT t.user_key, " + binding_table.places() +
                                   " FROM users u JOIN terminal t ON t.user_key = u.user_key "
                                   "WHERE u.user_id = $2 "
                                   "ON CONFLICT (user_key) WHERE ended = 0 DO NOTHING";
    if (TRY(tx.change(sql, binding_table.values(binding))) == 0) return false;
    TRY(insert_credential(tx, credential, binding.id));
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

Status touch_binding(Transaction& tx, BindingId const& id, Instant seen_at) {
    // Requests may arrive out of order; the latest time stays.
    return tx.run(
        "UPDATE binding SET last_seen_at = $2 WHERE binding_id = $1 AND last_seen_at < $2", id,
        seen_at);
}

Result<std::optional<CredentialFacts>> find_credential(Reader& reader, Digest const& hash) {
    static std::string const sql = select_credential_facts();
    TRY(
        reader.hold("SELECT 1 FROM users WHERE user_key = (SELECT o.user_key FROM credential k "
                    "JOIN binding o ON o.binding_key = k.binding_key WHERE k.hash = $1)",
                    hash));
    return first_of(reader.query(sql, hash), read_facts);
}

}  // namespace roomkey
