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
    // The grams (see schema.cpp) only narrow the search down; the text itself decides. Conditions
    // written "(...) IS TRUE" are not to be looked up in an index.
    static Dialect const dialect{
        .skip_held = " FOR UPDATE SKIP LOCKED",
        .code_key = "corp_id, user_key",
        .users_with_text =
            "users u WHERE u.grams @> search_grams($1, $2) "
            "AND strpos(u.search_text, $2) > 0 AND (u.corp_id = $1) IS TRUE",
        .users_with_name =
            "users u WHERE u.grams @> search_grams($1, $2) "
            "AND strpos(lower(u.name COLLATE \"C\"), $2) > 0 AND (u.corp_id = $1) IS TRUE",
    };
    return dialect;
}

Result<roomkey::Rows> Transaction::ask(Asking asking, std::string_view sql,
                                       std::span<Value const> values) {
    Parameters parameters(values);
    std::string text;
    if (holds_ && asking == Asking::held) text = std::string{sql} + hold_suffix;
    if (asking == Asking::free) {
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
