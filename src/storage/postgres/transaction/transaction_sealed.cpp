#include <string>
#include <string_view>

#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/transaction.hpp"

// Sealed values, walked over when the sealing key changes.
namespace roomkey::postgres {
namespace {

struct Place {
    /// Row, context and value behind row $1; at most $2.
    std::string_view list;
    /// $1 in place of $3 in row $2.
    std::string_view replace;
};

Place place_of(SealedKind kind) {
    switch (kind) {
        case SealedKind::code:
            // By enterprise and key, as the primary key has it.
            return {
                "SELECT c.corp_id || ' ' || c.user_key, u.user_id, c.sealed FROM code c "
                "JOIN users u ON u.user_key = c.user_key WHERE (c.corp_id, c.user_key) > "
                "(split_part($1, ' ', 1), coalesce(nullif(split_part($1, ' ', 2), ''), '0')"
                "::bigint) ORDER BY c.corp_id, c.user_key LIMIT $2",
                "UPDATE code SET sealed = $1 WHERE corp_id = split_part($2, ' ', 1) "
                "AND user_key = split_part($2, ' ', 2)::bigint AND sealed = $3"};
        case SealedKind::app_key:
            return {
                "SELECT app_id, app_id, sealed_key FROM app WHERE app_id > $1 "
                "ORDER BY app_id LIMIT $2",
                "UPDATE app SET sealed_key = $1 WHERE app_id = $2 AND sealed_key = $3"};
        case SealedKind::contact:
            // Settled ones have no contact any more.
            return {
                "SELECT notice_id, notice_id, sealed_contact FROM notice "
                "WHERE notice_id > $1 AND state < 2 ORDER BY notice_id LIMIT $2",
                "UPDATE notice SET sealed_contact = $1 "
                "WHERE notice_id = $2 AND sealed_contact = $3"};
        case SealedKind::answer:
            return {
                "SELECT user_id || ' ' || encode(key_hash, 'hex'), user_id, sealed_answer "
                "FROM replay WHERE (user_id, key_hash) > (split_part($1, ' ', 1), "
                "decode(split_part($1, ' ', 2), 'hex')) ORDER BY user_id, key_hash LIMIT $2",
                "UPDATE replay SET sealed_answer = $1 WHERE user_id = split_part($2, ' ', 1) "
                "AND key_hash = decode(split_part($2, ' ', 2), 'hex') AND sealed_answer = $3"};
    }
    return {};
}

}  // namespace

Result<std::vector<SealedValue>> Transaction::list_sealed(SealedKind kind, std::string const& row,
                                                          int count) {
    auto rows = TRY(connection_.query(place_of(kind).list, row, count));
    std::vector<SealedValue> values;
    while (rows.next()) {
        SealedValue value;
        value.kind = kind;
        value.row = rows.text();
        value.context = rows.text();
        value.sealed = rows.blob();
        values.push_back(std::move(value));
    }
    return values;
}

Result<bool> Transaction::replace_sealed(SealedValue const& value, Bytes const& fresh) {
    auto const replaced =
        TRY(connection_.change(place_of(value.kind).replace, fresh, value.row, value.sealed));
    return replaced > 0;
}

}  // namespace roomkey::postgres
