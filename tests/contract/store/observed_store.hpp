#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.hpp"

namespace roomkey::contract {

struct ObservedValue {
    Value::Kind kind{};
    bool is_null = false;
    std::int64_t number = 0;
    std::string text = {};
    Bytes bytes = {};

    [[nodiscard]] Value value() const;
};

/// A statement with the values of its first run.
struct ObservedStatement {
    std::string sql;
    std::vector<ObservedValue> values = {};
    /// It is always planned for its values.
    bool is_planned_for_values = false;
};

/// Every statement that came through the interface, once. Thread-safe.
class StatementLog {
public:
    void note(std::string_view sql, std::span<Value const> values, bool is_planned_for_values);
    [[nodiscard]] std::vector<ObservedStatement> statements() const;

private:
    mutable std::mutex mutex_;
    std::map<std::string, ObservedStatement, std::less<>> statements_;
};

/// The same store, with a note of every statement that is run on it.
std::unique_ptr<Store> observe(std::unique_ptr<Store> store, StatementLog& log);

}  // namespace roomkey::contract
