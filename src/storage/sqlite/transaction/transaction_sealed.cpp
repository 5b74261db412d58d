#include <string>
#include <string_view>

#include "storage/sqlite/transaction/columns.hpp"
#include "storage/sqlite/transaction/transaction.hpp"

// Sealed values, walked over when the sealing key changes.
namespace roomkey::sqlite {
namespace {

struct Place {
    /// Row, context and value behind row ?1; at most ?2.
    std::string_view list;
    /// ?1 in place of ?3 in row ?2.
    std::string_view replace;
};

Place place_of(SealedKind kind) {
    switch (kind) {
        case SealedKind::code:
            return {
                "SELECT CAST(c.user_key AS TEXT), u.user_id, c.sealed FROM code c "
                "JOIN users u ON u.user_key = c.user_key "
                "WHERE c.user_key > CAST(?1 AS INTEGER) ORDER BY c.user_key LIMIT ?2",
                "UPDATE code SET sealed = ?1 WHERE user_key = CAST(?2 AS INTEGER) "
                "AND sealed = ?3"};
        case SealedKind::app_key:
            return {
                "SELECT app_id, app_id, sealed_key FROM app WHERE app_id > ?1 "
                "ORDER BY app_id LIMIT ?2",
                "UPDATE app SET sealed_key = ?1 WHERE app_id = ?2 AND sealed_key = ?3"};
        case SealedKind::contact:
            // Settled ones have no contact any more.
            return {
                "SELECT CAST(notice_key AS TEXT), notice_id, sealed_contact FROM notice "
                "WHERE notice_key > CAST(?1 AS INTEGER) AND +state < 2 "
                "ORDER BY notice_key LIMIT ?2",
                "UPDATE notice SET sealed_contact = ?1 "
                "WHERE notice_key = CAST(?2 AS INTEGER) AND sealed_contact = ?3"};
        case SealedKind::answer:
            return {
                "SELECT user_id || ' ' || hex(key_hash), user_id, sealed_answer FROM replay "
                "WHERE user_id >= substr(?1, 1, max(instr(?1, ' '), 1) - 1) "
                "AND user_id || ' ' || hex(key_hash) > ?1 "
                "ORDER BY user_id, key_hash LIMIT ?2",
                "UPDATE replay SET sealed_answer = ?1 "
                "WHERE user_id = substr(?2, 1, instr(?2, ' ') - 1) "
                "AND user_id || ' ' || hex(key_hash) = ?2 AND sealed_answer = ?3"};
    }
    return {};
}

}  // namespace

Result<std::vector<SealedValue>> Transaction::list_sealed(SealedKind kind, std::string const& row,
                                                          int count) {
    auto query = TRY(connection_.query(place_of(kind).list, row, count));
    std::vector<SealedValue> values;
    while (TRY(query.next())) {
        SealedValue value;
        value.kind = kind;
        value.row = query.text();
        value.context = query.text();
        value.sealed = query.blob();
        values.push_back(std::move(value));
    }
    return values;
}

Result<bool> Transaction::replace_sealed(SealedValue const& value, Bytes const& fresh) {
    auto const replaced =
        TRY(connection_.change(place_of(value.kind).replace, fresh, value.row, value.sealed));
    return replaced > 0;
}

}  // namespace roomkey::sqlite
