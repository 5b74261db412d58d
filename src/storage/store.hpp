#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "storage/records.hpp"
#include "storage/sql/dialect.hpp"
#include "storage/sql/lock_space.hpp"
#include "storage/sql/row.hpp"
#include "storage/sql/value.hpp"

namespace roomkey {

/// What can be asked of the database. Absence is an empty optional, never an error; an `Error` from
/// here is `unavailable` (busy, unreachable) or `internal`.
///
/// Statements are written once, in storage/sql/, and name their values $1, $2 and so on.
class Reader {
public:
    virtual ~Reader() = default;

    /// What a SELECT finds.
    template <class... Given>
    Result<Rows> query(std::string_view sql, Given const&... given) {
        return ask(Asking::plain, sql, Values(given...));
    }
    Result<Rows> query(std::string_view sql, Values const& values) {
        return ask(Asking::plain, sql, values);
    }
    /// The same; within a change nobody else can change what it finds until the end.
    template <class... Given>
    Result<Rows> query_held(std::string_view sql, Given const&... given) {
        return ask(Asking::held, sql, Values(given...));
    }
    /// Planned for these very values.
    Result<Rows> query_once(std::string_view sql, Values const& values) {
        return ask(Asking::once, sql, values);
    }
    /// The first column of the first row.
    template <class... Given>
    Result<std::int64_t> integer(std::string_view sql, Given const&... given) {
        return integer_of(query(sql, given...));
    }

    /// Within a change: holds the rows that a SELECT finds, like `query_held`, without looking at
    /// them. Does nothing after `query_unheld`, for accounts are held before what belongs to them.
    template <class... Given>
    Status hold(std::string_view sql, Given const&... given) {
        return hold_rows(sql, Values(given...));
    }
    /// Within a change: waits until nobody else holds the name, and holds it until the end.
    virtual Status hold_name(LockSpace space, std::string_view name) = 0;

    /// Within a change: holds the number that `sql` finds for `key`, by the name of `space`, so
    /// that two that look at it at once cannot both take the last place below `limit`. Far below it
    /// any number may hold it together. One number in a transaction.
    virtual Status hold_number(LockSpace space, std::string_view sql, std::int64_t key,
                               std::int64_t limit) = 0;
    /// The number; 0 if there is none.
    virtual Result<std::int64_t> held_number(std::string_view sql, std::int64_t key,
                                             std::int64_t limit) = 0;

    /// For what another changed since it was found: the error with which the work is run again.
    virtual Error overtaken(std::string detail) = 0;

    [[nodiscard]] virtual Dialect const& dialect() const = 0;

protected:
    enum class Asking : std::uint8_t { plain, held, unheld, once };
    virtual Result<Rows> ask(Asking asking, std::string_view sql,
                             std::span<Value const> values) = 0;
    virtual Status hold_rows(std::string_view sql, std::span<Value const> values) = 0;
};

/// Changes, all within one transaction. A `bool` answer is the row count of a guarded statement:
/// false means that the guard did not hold or the row was there already, and nothing changed.
///
/// Transactions of several nodes run at the same time. Users and terminals that were found, by
/// whatever, stay as they are until the end, with code, binding and credentials; `hold_...` says
/// the same of enterprises, departments, apps. A session that was found may be ended by another,
/// but is then not changed: the work is run again.
class Transaction : public Reader {
public:
    /// Runs a change whose row count does not matter. An engine may send it with the next
    /// statement, or with the commit; its failure shows then.
    template <class... Given>
    Status run(std::string_view sql, Given const&... given) {
        return queue(sql, Values(given...));
    }
    Status run(std::string_view sql, Values const& values) { return queue(sql, values); }
    /// Runs a change; returns how many rows it inserted, updated or deleted.
    template <class... Given>
    Result<std::int64_t> change(std::string_view sql, Given const&... given) {
        return count(sql, Values(given...));
    }
    Result<std::int64_t> change(std::string_view sql, Values const& values) {
        return count(sql, values);
    }
    /// What a SELECT finds, without the rows that others hold; the rest is held until the end.
    template <class... Given>
    Result<Rows> query_unheld(std::string_view sql, Given const&... given) {
        return ask(Asking::unheld, sql, Values(given...));
    }

    /// Keeps an index of substrings that the engine does not keep by itself: the user was found by
    /// `before` and is from now on found by `after`. Null: by nothing. The user has a row.
    virtual Status index(UserId const& user, UserText const* before, UserText const* after) = 0;

    /// After the commit, watchers on other nodes look at this binding again, or at all of them.
    virtual void tell(BindingId const& binding) = 0;
    virtual void tell_everything() = 0;

protected:
    virtual Status queue(std::string_view sql, std::span<Value const> values) = 0;
    virtual Result<std::int64_t> count(std::string_view sql, std::span<Value const> values) = 0;
};

/// What a reset is to change, or nothing if there is nothing to change. An `Error` is the answer of
/// the whole reset. Called again, it has to make another code.
using ResetDecision = std::function<Result<std::optional<ResetChange>>(ResetFacts const&)>;

/// Gets what `Store::reset` returns.
using ResetReport = std::function<void(Result<std::optional<ResetOutcome>>)>;

/// The database interface. Thread-safe; calls block, so they belong on a worker.
class Store {
public:
    virtual ~Store() = default;

    /// Runs `work` on a consistent snapshot. `work` takes a `Reader&` and returns a `Result`; it
    /// may be run again from the start.
    template <class Work>
    std::invoke_result_t<Work&, Reader&> read(Work work) {
        using Answer = std::invoke_result_t<Work&, Reader&>;
        std::optional<Answer> answer;
        auto const status = run_read([&](Reader& reader) -> Status {
            answer.emplace(work(reader));
            return Done{};
        });
        if (!status.ok()) return status.error();
        return std::move(*answer);
    }

    /// Runs `work` in one transaction; commits on a value and returns only when that is durable,
    /// rolls back on an `Error`. What must be remembered is therefore a value. `work` may be run
    /// again from the start when the engine asks for it, and runs on a thread of the engine's
    /// choice while others wait: no slow work in it. It takes a `Transaction&`, returns a `Result`.
    template <class Work>
    std::invoke_result_t<Work&, Transaction&> write(Work work) {
        using Answer = std::invoke_result_t<Work&, Transaction&>;
        std::optional<Answer> answer;
        auto const status = run_write([&](Transaction& transaction) -> Status {
            answer.emplace(work(transaction));
            if (!answer->ok()) return answer->error();
            return Done{};
        });
        // An error of the engine itself (commit failed) outranks what the work returned.
        if (!status.ok()) return status.error();
        return std::move(*answer);
    }

    /// Finds what `question` asks for, has `decide` decide, and makes the change that it wants: in
    /// one transaction, on the account as it was found. Empty if it wants none. Like a work of
    /// `write`, `decide` may be called again from the start and runs while others wait; of its
    /// answers the last one counts. An engine may run resets that come together as one.
    virtual Result<std::optional<ResetOutcome>> reset(ResetQuestion const& question,
                                                      ResetDecision const& decide);

    /// Whether the engine offers `reset_later`.
    [[nodiscard]] virtual bool resets_later() const { return false; }
    /// The same without a thread that waits: returns at once. False, and nothing happens, if the
    /// engine does not offer that or has too much to do. Otherwise `report` is called once, on a
    /// thread of the engine, while others wait.
    [[nodiscard]] bool reset_later(ResetQuestion question, ResetDecision decide,
                                   ResetReport report);

    /// Returns when the database can be read and written.
    virtual Status check() = 0;

    /// What other processes changed since the last call, as far as watchers of terminals have to
    /// know. It may report too much, but leaves nothing out for longer than a second.
    virtual Result<ForeignChanges> take_foreign_changes() = 0;

protected:
    using ReadWork = std::function<Status(Reader&)>;
    using WriteWork = std::function<Status(Transaction&)>;
    virtual Status run_read(ReadWork const& work) = 0;
    virtual Status run_write(WriteWork const& work) = 0;
    using WriteReport = std::function<void(Status)>;
    /// `run_write` as `reset_later` needs it.
    virtual bool run_write_later(WriteWork work, WriteReport report);
};

}  // namespace roomkey
