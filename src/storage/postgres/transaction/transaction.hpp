#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "storage/postgres/changes/changes.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/postgres/rows.hpp"
#include "storage/store.hpp"

namespace roomkey::postgres {

/// The store's statements on `connection`, within the transaction that it has open. With `holds`,
/// what is found is held until its end, so that what was decided on it stays true; else this serves
/// as the `Reader` of a transaction that changes nothing.
///
/// The order in which things are held is the same everywhere: an enterprise, guesses, the account
/// (its row in `users`), what belongs to the account, wrong passwords of its name, wrong passwords
/// of a source, the counters of sent messages.
class Transaction final : public roomkey::Transaction {
public:
    Transaction(Connection& connection, bool holds) : connection_(connection), holds_(holds) {}

    Status hold_name(LockSpace space, std::string_view name) override;
    Status hold_number(LockSpace space, std::string_view sql, std::int64_t key,
                       std::int64_t limit) override;
    Result<std::int64_t> held_number(std::string_view sql, std::int64_t key,
                                     std::int64_t limit) override;
    Error overtaken(std::string detail) override;
    [[nodiscard]] Dialect const& dialect() const override;
    /// The server keeps its index by itself.
    Status index(UserId const& /*user*/, UserText const* /*before*/,
                 UserText const* /*after*/) override {
        return Done{};
    }
    void tell(BindingId const& binding) override { changes_.bindings.push_back(binding); }
    void tell_everything() override { changes_.is_everything = true; }

    /// What others have to be notified of once it is committed.
    [[nodiscard]] Changes const& changes() const { return changes_; }

protected:
    Result<roomkey::Rows> ask(Asking asking, std::string_view sql,
                              std::span<Value const> values) override;
    Status hold_rows(std::string_view sql, std::span<Value const> values) override;
    Status queue(std::string_view sql, std::span<Value const> values) override;
    Result<std::int64_t> count(std::string_view sql, std::span<Value const> values) override;

private:
    Connection& connection_;
    bool holds_;
    bool has_passed_over_ = false;  ///< What others held.
    bool holds_number_ = false;
    Changes changes_;
};

}  // namespace roomkey::postgres
