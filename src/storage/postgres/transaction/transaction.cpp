#include "storage/postgres/transaction/transaction.hpp"

#include <memory>

#include "storage/postgres/transaction/locks.hpp"

namespace roomkey::postgres {
namespace {

/// Nobody may change the row, but it may be referred to.
constexpr char const* hold_suffix = " FOR NO KEY UPDATE";

/// Rows that came all at once.
class Found final : public Cursor {
public:
    explicit Found(Rows rows) : rows_(std::move(rows)) {}

    Result<bool> next() override { return rows_.next(); }
    [[nodiscard]] bool is_null() const override { return rows_.is_null(); }
    void skip(int columns) override { rows_.skip(columns); }
    std::int64_t integer() override { return rows_.integer(); }
    std::string_view data() override { return rows_.data(); }

private:
    Rows rows_;
};

}  // namespace

Dialect const& Transaction::dialect() const {
    // The rows are compared as the index has them, and not column by column: otherwise, where many
    // have the same sn, the order of keys alone would look as good to the planner.
    // Without the case, an account that is not bound has all bindings of its enterprise read.
    static std::string const sn_accounts =
        "CASE WHEN b.sn IS NULL THEN '' ELSE array_to_string(ARRAY(SELECT n.account FROM binding o "
        "JOIN users n ON n.user_key = o.user_key "
        "WHERE (o.corp_id, o.sn, o.binding_key) >= (u.corp_id, b.sn, 0) "
        "AND (o.corp_id, o.sn, o.binding_key) <= (u.corp_id, b.sn, 9223372036854775807) "
        "AND o.ended = 0 AND o.user_key <> u.user_key "
        "ORDER BY o.corp_id, o.sn, o.binding_key LIMIT " +
        std::to_string(sn_accounts_max) + "), E'\\x1F') END";
    // Conditions written "(...) IS TRUE" are not to be looked up in an index.
    static Dialect const dialect{
        .skip_held = " FOR UPDATE SKIP LOCKED",
        .code_key = "corp_id, user_key",
        .texts_found = "user_text x",
        .texts_condition =
            "user_grams(x.corp_id, x.type, x.name, x.other) @> search_grams($1, $2, left($3, 1)) "
            "AND (x.corp_id = $1) IS TRUE",
        .texts_key = "x.user_key",
        .grams_found = "",
        .grams_condition = "",
        .are_texts_in_order = false,
        .numbers_before = "SELECT unnest(string_to_array(",
        .numbers_after = ", ',')::bigint[])",
        .sn_accounts = sn_accounts,
    };
    return dialect;
}

Result<roomkey::Rows> Transaction::ask(Asking asking, std::string_view sql,
                                       std::span<Value const> values) {
    Parameters parameters(values);
    std::string text;
    if (holds_ && asking == Asking::held) text = std::string{sql} + hold_suffix;
    if (asking == Asking::unheld) {
        text = std::string{sql} + hold_suffix + " SKIP LOCKED";
        has_passed_over_ = true;
    }
    if (!text.empty()) sql = text;
    auto rows = asking == Asking::once ? TRY(connection_.ask_once(sql, parameters))
                                       : TRY(connection_.ask(sql, parameters));
    return roomkey::Rows{std::make_unique<Found>(std::move(rows))};
}

Status Transaction::hold_rows(std::string_view sql, std::span<Value const> values) {
    // Accounts are held before their notices, never after.
    if (!holds_ || has_passed_over_) return Done{};
    Parameters parameters(values);
    return connection_.queue(std::string{sql} + hold_suffix, parameters);
}

Status Transaction::hold_name(LockSpace space, std::string_view name) {
    if (!holds_) return Done{};
    return postgres::hold(connection_, space, name);
}

Status Transaction::hold_number(LockSpace space, std::string_view sql, std::int64_t key,
                                std::int64_t limit) {
    // Once: if asked again, a transaction sharing the lock might want it exclusively, and so might
    // the others.
    if (!holds_ || holds_number_) return Done{};
    holds_number_ = true;
    // Far below the limit all may look at once, as the server allows no more attempts in progress
    // than it has connections; near it only one at a time.
    return connection_.run("SELECT CASE WHEN set_config('roomkey.guesses', CASE WHEN coalesce((" +
                               std::string{sql} +
                               "), 0) + current_setting('max_connections')::bigint <= $2 "
                               "THEN 'shared' ELSE 'alone' END, true) = 'shared' "
                               "THEN pg_advisory_xact_lock_shared($3) "
                               "ELSE pg_advisory_xact_lock($3) END",
                           key, limit, lock_key(space, {}));
}

Result<std::int64_t> Transaction::held_number(std::string_view sql, std::int64_t key,
                                              std::int64_t limit) {
    // The number is read before the lock is waited for, and may be near the limit after it:
    // a look among others then has to be repeated, alone.
    auto rows = TRY(connection_.query(
        "SELECT m.number, coalesce(current_setting('roomkey.guesses', true), '') = 'shared' "
        "AND m.number + current_setting('max_connections')::bigint > $2 "
        "FROM (SELECT coalesce((" +
            std::string{sql} + "), 0) AS number) m",
        key, limit));
    if (!rows.next()) return internal_error("postgres: a number without a row");
    auto const number = rows.integer();
    bool const is_outrun = rows.boolean();
    if (holds_ && is_outrun) return overtaken("a number moved on");
    return number;
}

Error Transaction::overtaken(std::string detail) {
    return connection_.fail({{}, std::move(detail), Remedy::repeat, false});
}

Status Transaction::queue(std::string_view sql, std::span<Value const> values) {
    Parameters parameters(values);
    return connection_.queue(sql, parameters);
}

Result<std::int64_t> Transaction::count(std::string_view sql, std::span<Value const> values) {
    Parameters parameters(values);
    return TRY(connection_.ask(sql, parameters)).changed();
}

}  // namespace roomkey::postgres
