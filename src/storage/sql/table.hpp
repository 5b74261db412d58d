#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "storage/sql/row.hpp"
#include "storage/sql/value.hpp"

// Records and their columns. A column is named once, next to the member that it holds; lists of
// columns, values, reading back and the transfer between engines are made of that. What is asked
// of a table is written in SQL.
namespace roomkey {

/// What happens to a column of a record.
enum class Keeping : std::uint8_t {
    changes,  ///< An update saves it.
    stays,    ///< Saved with the record and never again.
    is_null_if_empty,
};

/// A member of a record, or of a member of it and so on, with its column.
template <class... Members>
struct Field {
    std::string_view column;
    Keeping keeping = Keeping::changes;
    std::tuple<Members...> path;

    template <class Record>
    [[nodiscard]] constexpr auto& of(Record& record) const {
        return std::apply(
            [&](auto const&... members) -> auto& { return follow(record, members...); }, path);
    }

private:
    template <class Owner, class Member>
    static constexpr auto& follow(Owner& owner, Member member) {
        return owner.*member;
    }
    template <class Owner, class Member, class... Rest>
    static constexpr auto& follow(Owner& owner, Member member, Rest... rest) {
        return follow(owner.*member, rest...);
    }
};

template <class... Members>
constexpr Field<Members...> changing(std::string_view column, Members... path) {
    return {column, Keeping::changes, {path...}};
}
template <class... Members>
constexpr Field<Members...> staying(std::string_view column, Members... path) {
    return {column, Keeping::stays, {path...}};
}
template <class... Members>
constexpr Field<Members...> null_if_empty(std::string_view column, Members... path) {
    return {column, Keeping::is_null_if_empty, {path...}};
}

/// Reads the next column of `row`.
template <class Member>
void read_column(Row& row, Member& member) {
    if constexpr (std::is_same_v<Member, bool>) {
        member = row.boolean();
    } else if constexpr (std::is_integral_v<Member> || std::is_enum_v<Member>) {
        member = static_cast<Member>(row.integer());
    } else if constexpr (std::is_same_v<Member, Instant>) {
        member = row.instant();
    } else if constexpr (std::is_same_v<Member, Duration>) {
        member = row.duration();
    } else if constexpr (std::is_same_v<Member, Digest>) {
        member = row.digest();
    } else if constexpr (std::is_same_v<Member, Bytes>) {
        member = row.blob();
    } else if constexpr (std::is_same_v<Member, std::string>) {
        member = row.text();
    } else {
        member = row.id<Member>();
    }
}

/// The columns of `Record` in the table `name`, which statements call `alias`.
template <class Record, class... Fields>
class Table {
public:
    constexpr Table(std::string_view name, std::string_view alias, Fields... fields)
        : name_(name), alias_(alias), fields_(fields...) {}

    static constexpr int column_count = sizeof...(Fields);

    [[nodiscard]] constexpr std::string_view name() const { return name_; }

    /// To be selected: "u.user_id, u.corp_id, ...".
    [[nodiscard]] std::string columns() const { return columns(alias_); }
    [[nodiscard]] std::string columns(std::string_view alias) const {
        return listed([&](auto const& field, int /*place*/) {
            return std::string{alias} + '.' + std::string{field.column};
        });
    }
    /// To be inserted into: "user_id, corp_id, ...".
    [[nodiscard]] std::string names() const {
        return listed([](auto const& field, int /*place*/) { return std::string{field.column}; });
    }
    /// "$first, ...", one for each column.
    [[nodiscard]] std::string places(int first = 1) const {
        return listed(
            [&](auto const& /*field*/, int place) { return '$' + std::to_string(first + place); });
    }
    /// "INSERT INTO users (...) VALUES (...)", with the values from `values`.
    [[nodiscard]] std::string insert() const {
        return "INSERT INTO " + std::string{name_} + " (" + names() + ") VALUES (" + places() + ')';
    }
    /// "account = $first, ...", for the values of `add_changing`.
    [[nodiscard]] std::string assignments(int first) const {
        return listed([&](auto const& field, int /*place*/) {
            if (field.keeping == Keeping::stays) return std::string{};
            return std::string{field.column} + " = $" + std::to_string(first++);
        });
    }
    /// After ON CONFLICT: "account = excluded.account, ...".
    [[nodiscard]] std::string replacements() const {
        return listed([](auto const& field, int /*place*/) {
            if (field.keeping == Keeping::stays) return std::string{};
            return std::string{field.column} + " = excluded." + std::string{field.column};
        });
    }

    void add_values(Values& values, Record const& record) const {
        each([&](auto const& field) { values.add(value_of(field, record)); });
    }
    void add_changing(Values& values, Record const& record) const {
        each([&](auto const& field) {
            if (field.keeping != Keeping::stays) values.add(value_of(field, record));
        });
    }
    [[nodiscard]] Values values(Record const& record) const {
        Values values;
        add_values(values, record);
        return values;
    }

    /// The record whose columns come next in `row`.
    Record operator()(Row& row) const {
        Record record;
        each([&](auto const& field) { read_column(row, field.of(record)); });
        return record;
    }

    /// Calls `take` with the name and the kind of each column.
    template <class Take>
    void describe(Take take) const {
        Record const record;
        each([&](auto const& field) { take(field.column, Value(field.of(record)).kind()); });
    }

private:
    template <class Field>
    static Value value_of(Field const& field, Record const& record) {
        auto const& member = field.of(record);
        Value const value(member);
        if (field.keeping != Keeping::is_null_if_empty || !value.data().empty()) return value;
        return Value(std::optional<std::remove_cvref_t<decltype(member)>>{});
    }

    template <class Visit>
    void each(Visit visit) const {
        std::apply([&](auto const&... fields) { (visit(fields), ...); }, fields_);
    }

    template <class Write>
    [[nodiscard]] std::string listed(Write write) const {
        std::string list;
        int place = 0;
        each([&](auto const& field) {
            auto const item = write(field, place++);
            if (!item.empty()) list += (list.empty() ? "" : ", ") + item;
        });
        return list;
    }

    std::string_view name_;
    std::string_view alias_;
    std::tuple<Fields...> fields_;
};

template <class Record, class... Fields>
constexpr Table<Record, Fields...> table(std::string_view name, std::string_view alias,
                                         Fields... fields) {
    return {name, alias, fields...};
}

}  // namespace roomkey
