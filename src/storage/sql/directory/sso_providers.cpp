#include "storage/sql/directory/sso_providers.hpp"

#include <string>

#include "base/ascii.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

struct Matching {
    std::string enabled;
    std::string any;
};

Matching matching(char const* condition) {
    auto const found = "SELECT " + user_table.columns() +
                       " FROM users u WHERE u.corp_id = $1 AND u.type = 2 AND " + condition;
    return {found + " AND (u.status = 0) IS TRUE LIMIT 2", found + " LIMIT 1"};
}

Matching const& statements_of(MatchedBy by) {
    static Matching const by_account = matching("u.account = $2");
    static Matching const by_email = matching("lower(u.email) = $2 AND u.email <> ''");
    static Matching const by_third_account =
        matching("u.third_account = $2 AND u.third_account <> ''");
    switch (by) {
        case MatchedBy::account:
            return by_account;
        case MatchedBy::third_account:
            return by_third_account;
        case MatchedBy::email:
            break;
    }
    return by_email;
}

}  // namespace

Result<std::optional<SsoProvider>> find_sso_provider(Reader& reader, CorpId const& corp) {
    static std::string const sql =
        "SELECT " + sso_provider_table.columns() + " FROM sso_provider sso WHERE sso.corp_id = $1";
    return first_of(reader.query_held(sql, corp), sso_provider_table);
}

Status save_sso_provider(Transaction& tx, SsoProvider const& provider) {
    static std::string const sql = sso_provider_table.insert() +
                                   " ON CONFLICT (corp_id) DO UPDATE SET " +
                                   sso_provider_table.replacements();
    return tx.run(sql, sso_provider_table.values(provider));
}

Status delete_sso_provider(Transaction& tx, CorpId const& corp) {
    return tx.run("DELETE FROM sso_provider WHERE corp_id = $1", corp);
}

Result<std::vector<User>> find_users_matching(Reader& reader, CorpId const& corp, MatchedBy by,
                                              std::string const& text) {
    auto const wanted = by == MatchedBy::email ? lower_text(text) : text;
    auto const& statements = statements_of(by);
    auto found = TRY(all_of(reader.query(statements.enabled, corp, wanted), user_table));
    if (!found.empty()) return found;
    return all_of(reader.query(statements.any, corp, wanted), user_table);
}

Result<bool> spend_sso_state(Transaction& tx, Digest const& state_hash, Instant expires_at) {
    return TRY(tx.change("INSERT INTO sso_state (state_hash, user_id, expires_at) "
                         "VALUES ($1, '', $2) ON CONFLICT DO NOTHING",
                         state_hash, expires_at)) > 0;
}

Status set_sso_user(Transaction& tx, Digest const& state_hash, UserId const& user) {
    return tx.run("UPDATE sso_state SET user_id = $2 WHERE state_hash = $1", state_hash, user);
}

Result<UserId> find_sso_user(Reader& reader, Digest const& state_hash, Instant now) {
    auto const found = TRY(first_of(
        reader.query_held("SELECT user_id FROM sso_state WHERE state_hash = $1 AND expires_at > $2",
                          state_hash, now),
        [](Row& row) { return UserId{row.text()}; }));
    return found.value_or(UserId{});
}

}  // namespace roomkey
