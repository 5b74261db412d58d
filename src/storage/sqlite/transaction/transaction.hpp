#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "storage/sqlite/connection.hpp"
#include "storage/store.hpp"

namespace roomkey::sqlite {

/// The store's statements on `connection`, within whatever transaction that has open. Also serves
/// as the `Reader` of a connection that refuses changes. Nobody else changes anything at the same
/// time, so nothing has to be held, and what changed shows by itself (`PRAGMA data_version`).
class Transaction final : public roomkey::Transaction {
public:
    explicit Transaction(Connection& connection) : connection_(connection) {}

    Status hold_name(LockSpace /*space*/, std::string_view /*name*/) override { return Done{}; }
    Status hold_number(LockSpace /*space*/, std::string_view /*sql*/, std::int64_t /*key*/,
                       std::int64_t /*limit*/) override {
        return Done{};
    }
    Result<std::int64_t> held_number(std::string_view sql, std::int64_t key,
                                     std::int64_t limit) override;
    Error overtaken(std::string detail) override { return internal_error(std::move(detail)); }
    [[nodiscard]] Dialect const& dialect() const override;
    Status index(UserId const& user, UserText const* before, UserText const* after) override;
    void tell(BindingId const& /*binding*/) override {}
    void tell_everything() override {}

protected:
    Result<Rows> ask(Asking asking, std::string_view sql, std::span<Value const> values) override;
    Status hold_rows(std::string_view /*sql*/, std::span<Value const> /*values*/) override {
        return Done{};
    }
    Status queue(std::string_view sql, std::span<Value const> values) override;
    Result<std::int64_t> count(std::string_view sql, std::span<Value const> values) override;

private:
    Connection& connection_;
};

}  // namespace roomkey::sqlite
