#include "tests/contract/store/observed_store.hpp"

#include <array>
#include <utility>

namespace roomkey::contract {
namespace {

Values copied(std::span<Value const> values) {
    Values copy;
    for (auto const& value : values) copy.add(value);
    return copy;
}

class ObservedTransaction final : public Transaction {
public:
    /// `inner` is a `Transaction` unless this is used as a `Reader` only.
    ObservedTransaction(Reader& inner, Transaction* changes, StatementLog& log)
        : inner_(inner), changes_(changes), log_(log) {}

    Status hold_name(LockSpace space, std::string_view name) override {
        return inner_.hold_name(space, name);
    }
    Status hold_number(LockSpace space, std::string_view sql, std::int64_t key,
                       std::int64_t limit) override {
        return inner_.hold_number(space, sql, key, limit);
    }
    Result<std::int64_t> held_number(std::string_view sql, std::int64_t key,
                                     std::int64_t limit) override {
        return noted(inner_.held_number(sql, key, limit), sql, std::array{Value(key)}, false);
    }
    Error overtaken(std::string detail) override { return inner_.overtaken(std::move(detail)); }
    [[nodiscard]] Dialect const& dialect() const override { return inner_.dialect(); }
    Status index(UserId const& user, UserText const* before, UserText const* after) override {
        return changes_->index(user, before, after);
    }
    void tell(BindingId const& binding) override { changes_->tell(binding); }
    void tell_everything() override { changes_->tell_everything(); }

protected:
    Result<Rows> ask(Asking asking, std::string_view sql, std::span<Value const> values) override {
        return noted(asked(asking, sql, values), sql, values, asking == Asking::once);
    }
    Status hold_rows(std::string_view sql, std::span<Value const> values) override {
        return noted(inner_.hold(sql, copied(values)), sql, values, false);
    }
    Status queue(std::string_view sql, std::span<Value const> values) override {
        return noted(changes_->run(sql, copied(values)), sql, values, false);
    }
    Result<std::int64_t> count(std::string_view sql, std::span<Value const> values) override {
        return noted(changes_->change(sql, copied(values)), sql, values, false);
    }

private:
    Result<Rows> asked(Asking asking, std::string_view sql, std::span<Value const> values) {
        switch (asking) {
            case Asking::held:
                return inner_.query_held(sql, copied(values));
            case Asking::unheld:
                return changes_->query_unheld(sql, copied(values));
            case Asking::once:
                return inner_.query_once(sql, copied(values));
            case Asking::plain:
                break;
        }
        return inner_.query(sql, copied(values));
    }

    /// What the engine refuses, the product cannot wait for: only what succeeds is noted.
    template <typename Outcome>
    Outcome noted(Outcome outcome, std::string_view sql, std::span<Value const> values,
                  bool is_planned_for_values) {
        if (outcome.ok()) log_.note(sql, values, is_planned_for_values);
        return outcome;
    }

    Reader& inner_;
    Transaction* changes_;
    StatementLog& log_;
};

class ObservedStore final : public Store {
public:
    ObservedStore(std::unique_ptr<Store> inner, StatementLog& log)
        : inner_(std::move(inner)), log_(log) {}

    Result<std::optional<ResetOutcome>> reset(ResetQuestion const& question,
                                              ResetDecision const& decide) override {
        return inner_->reset(question, decide);
    }
    Status check() override { return inner_->check(); }
    Result<ForeignChanges> take_foreign_changes() override {
        return inner_->take_foreign_changes();
    }

protected:
    Status run_read(ReadWork const& work) override {
        return inner_->read([&](Reader& reader) -> Status {
            ObservedTransaction observed(reader, nullptr, log_);
            return work(observed);
        });
    }
    Status run_write(WriteWork const& work) override {
        return inner_->write([&](Transaction& tx) -> Status {
            ObservedTransaction observed(tx, &tx, log_);
            return work(observed);
        });
    }

private:
    std::unique_ptr<Store> inner_;
    StatementLog& log_;
};

}  // namespace

Value ObservedValue::value() const {
    switch (kind) {
        case Value::Kind::integer:
            return is_null ? Value(std::optional<std::int64_t>{}) : Value(number);
        case Value::Kind::boolean:
            return is_null ? Value(std::optional<bool>{}) : Value(number != 0);
        case Value::Kind::text:
            return is_null ? Value(std::optional<std::string>{}) : Value(text);
        case Value::Kind::bytes:
            break;
    }
    return is_null ? Value(std::optional<Bytes>{}) : Value(bytes);
}

void StatementLog::note(std::string_view sql, std::span<Value const> values,
                        bool is_planned_for_values) {
    std::lock_guard const lock(mutex_);
    if (statements_.contains(sql)) return;
    ObservedStatement statement{std::string{sql}};
    for (auto const& value : values) {
        auto const data = value.data();
        statement.values.push_back({value.kind(), value.is_null(), value.number(),
                                    std::string{data}, Bytes(data.begin(), data.end())});
    }
    statement.is_planned_for_values = is_planned_for_values;
    statements_.emplace(std::string{sql}, std::move(statement));
}

std::vector<ObservedStatement> StatementLog::statements() const {
    std::lock_guard const lock(mutex_);
    std::vector<ObservedStatement> all;
    for (auto const& [sql, statement] : statements_) all.push_back(statement);
    return all;
}

std::unique_ptr<Store> observe(std::unique_ptr<Store> store, StatementLog& log) {
    return std::make_unique<ObservedStore>(std::move(store), log);
}

}  // namespace roomkey::contract
