#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "storage/postgres/connection_settings.hpp"
#include "storage/postgres/parameters.hpp"
#include "storage/postgres/rows.hpp"
#include "storage/postgres/sql_state.hpp"

// As libpq-fe.h has them, which only sources of this folder include.
struct pg_conn;

namespace roomkey::postgres {

/// One session of the server, in libpq's pipeline mode. A statement whose result nobody needs is
/// queued and travels with the next that is asked for, or with the commit. After the first failure
/// nothing more is sent until `roll_back`; every call returns that failure. For one thread at a
/// time.
class Connection {
public:
    /// Connects to the first suitable host. `unavailable` if there is none.
    static Result<std::unique_ptr<Connection>> open(ConnectionSettings const& settings);
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    /// Queues the start of a READ COMMITTED transaction that changes something.
    void begin_change();
    /// Queues the start of one that reads a single snapshot and changes nothing.
    void begin_reading();

    /// Queues a statement. Its failure shows at the next that is asked for, or at the commit.
    template <class... Given>
    Status run(std::string_view sql, Given const&... values) {
        Parameters parameters(values...);
        return queue(sql, parameters);
    }

    /// Sends this and what is queued, and waits for its rows.
    template <class... Given>
    Result<Rows> query(std::string_view sql, Given const&... values) {
        Parameters parameters(values...);
        return ask(sql, parameters);
    }

    /// The same, for the number of rows that a change affected.
    template <class... Given>
    Result<std::int64_t> change(std::string_view sql, Given const&... values) {
        auto const rows = TRY(query(sql, values...));
        return rows.changed();
    }

    /// The first column of the first row.
    template <class... Given>
    Result<std::int64_t> integer(std::string_view sql, Given const&... values) {
        auto rows = TRY(query(sql, values...));
        if (!rows.next()) return internal_error("postgres: no row: " + std::string{sql});
        return rows.integer();
    }

    /// `run` and `query` for values that were collected.
    Status queue(std::string_view sql, Parameters& parameters);
    Result<Rows> ask(std::string_view sql, Parameters& parameters);
    /// Like `ask`, planned for these very values and not kept prepared.
    Result<Rows> ask_once(std::string_view sql, Parameters& parameters);

    /// Queues a statement whose rows `collect` returns.
    Status want(std::string_view sql, Parameters& parameters);
    /// Sends what is queued and waits for the rows of every wanted statement, in their order.
    Result<std::vector<Rows>> collect();

    /// Sends what is queued with the commit and waits until that is durable. An error whose
    /// `failure` has an unknown outcome may have been committed all the same.
    Status commit();
    /// `collect` and `commit` in one round trip.
    Result<std::vector<Rows>> collect_and_commit();
    /// Ends a read without waiting for the server.
    void finish_reading();
    /// Forgets the transaction and its failure. False if the connection is no longer usable.
    bool roll_back();

    /// Runs a script of statements, of which nothing is queued: within the transaction if one has
    /// been asked for something, else each call for itself.
    Status execute(char const* script);

    [[nodiscard]] bool is_in_transaction() const { return is_in_transaction_; }
    /// What went wrong since the transaction began.
    [[nodiscard]] std::optional<Failure> const& failure() const { return failure_; }
    /// Notes a failure that only the caller can see, such as a row that is not as it was read.
    Error fail(Failure failure);
    [[nodiscard]] bool is_broken() const { return is_broken_; }
    /// No longer usable, though the server still responds: its session is not as it was left.
    void abandon();
    /// Notifications that came in so far, by `poll_notifications`.
    std::vector<std::string> take_notifications();
    /// Waits until there is something to read, on the connection or on `wake_descriptor`, or
    /// until `timeout` is over. `unavailable` if the connection is lost.
    Status wait_for_notifications(int wake_descriptor, std::chrono::milliseconds timeout);
    /// How many round trips were waited for.
    [[nodiscard]] std::int64_t round_trips() const { return round_trips_; }
    /// The text of every statement prepared so far.
    [[nodiscard]] std::vector<std::string> prepared_statements() const;

private:
    /// `ignored` is what came before a rollback, or ends a reading: only a lost connection counts.
    enum class Step : std::uint8_t { prepare, statement, wanted, commit, ignored, sync };
    struct Pending {
        Step step = Step::sync;
        std::string const* sql = nullptr;  ///< Of `prepare`.
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    Connection(pg_conn* connection, ConnectionSettings const& settings);
    Status configure(ConnectionSettings const& settings);
    Status send(std::string_view sql, Parameters& parameters, Step step);
    Result<std::string const*> prepare(std::string_view sql, Parameters const& parameters);
    /// Ends the batch, sends it and takes in all answers; the rows of those wanted.
    Result<std::vector<Rows>> exchange();
    Status end_batch();
    Status take_answer(std::chrono::steady_clock::time_point deadline, std::vector<Rows>& wanted);
    void judge(Pending const& pending, ResultHandle result, std::vector<Rows>& wanted);
    void judge_success(Pending const& pending, ResultHandle result, std::vector<Rows>& wanted);
    void judge_failure(Pending const& pending, pg_result const* result);
    /// Waits until an answer can be taken without blocking.
    Status wait_until_readable(std::chrono::steady_clock::time_point deadline);
    Error lose(std::string const& detail);
    [[nodiscard]] bool is_commit_pending() const;
    static void take_notice(void* connection, pg_result const* notice);

    pg_conn* connection_;
    std::string server_;
    std::chrono::milliseconds answer_timeout_;
    std::deque<Pending> pending_;
    /// The names of what is prepared, by its text.
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> prepared_;
    std::int64_t next_name_ = 1;
    std::int64_t round_trips_ = 0;
    std::optional<Failure> failure_;
    bool is_in_transaction_ = false;
    bool is_broken_ = false;
    bool is_commit_doubted_ = false;  ///< The server had something to say about the commit.
};

}  // namespace roomkey::postgres
