#include "storage/postgres/connection.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <utility>

namespace roomkey::postgres {
namespace {

/// What the server says about a connection, in one line and without the password.
std::string complaint_of(PGconn* connection, std::string const* password) {
    std::string text = PQerrorMessage(connection);
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (text.ends_with(' ')) text.pop_back();
    if (password == nullptr || password->empty()) return text;
    for (auto at = text.find(*password); at != std::string::npos; at = text.find(*password, at)) {
        text.replace(at, password->size(), "***");
    }
    return text;
}

/// Whether it finds texts by their grams, whose index gives a bitmap and nothing else. All other
/// searches are to begin with the first entries of an index, where a bitmap takes all of them
/// first.
bool is_of_grams(std::string_view sql) { return sql.find("user_grams(") != std::string_view::npos; }

/// Of a batch in which one statement at least was wanted.
Rows last_of(std::vector<Rows> answers) { return std::move(answers.back()); }

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(ConnectionSettings const& settings) {
    auto* const raw = settings.connect();
    if (raw == nullptr) return unavailable("postgres: out of memory");
    std::unique_ptr<Connection> connection(new Connection(raw, settings));
    if (PQstatus(raw) != CONNECTION_OK) {
        return unavailable("postgres: " + complaint_of(raw, settings.find("password")));
    }
    TRY(connection->configure(settings));
    return connection;
}

Connection::Connection(pg_conn* connection, ConnectionSettings const& settings)
    : connection_(connection),
      server_(settings.server()),
      answer_timeout_(settings.answer_timeout()) {
    PQsetNoticeReceiver(connection_, &Connection::take_notice, this);
}

Connection::~Connection() { PQfinish(connection_); }

Status Connection::configure(ConnectionSettings const& settings) {
    // What is answered has to be durable, whatever the server's setting is.
    auto const statements = settings.session_statements() +
                            "SELECT set_config('synchronous_commit', 'on', false) "
                            "WHERE current_setting('synchronous_commit') = 'off'";
    TRY(execute(statements.c_str()));
    bool const is_ready =
        PQsetnonblocking(connection_, 1) == 0 && PQenterPipelineMode(connection_) == 1;
    if (!is_ready) return lose("no pipeline mode");
    return Done{};
}

void Connection::take_notice(void* connection, pg_result const* /*notice*/) {
    // Above all: that the wait for a synchronous standby was cut short (01000).
    static_cast<Connection*>(connection)->is_commit_doubted_ = true;
}

void Connection::begin_change() {
    failure_.reset();
    is_in_transaction_ = true;
    (void)run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE").ok();
}

void Connection::begin_reading() {
    failure_.reset();
    is_in_transaction_ = true;
    (void)run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").ok();
}

Status Connection::queue(std::string_view sql, Parameters& parameters) {
    return send(sql, parameters, Step::statement);
}

Result<Rows> Connection::ask(std::string_view sql, Parameters& parameters) {
    TRY(want(sql, parameters));
    return last_of(TRY(exchange()));
}

Result<Rows> Connection::ask_once(std::string_view sql, Parameters& parameters) {
    TRY(run("SET LOCAL plan_cache_mode = force_custom_plan"));
    TRY(run(is_of_grams(sql) ? "SET LOCAL enable_bitmapscan = on"
                             : "SET LOCAL enable_bitmapscan = off"));
    std::string const text{sql};
    int const is_sent =
        PQsendQueryParams(connection_, text.c_str(), parameters.count(), parameters.types(),
                          parameters.values(), parameters.lengths(), parameters.formats(), 1);
    if (is_sent != 1) return lose("cannot send");
    pending_.push_back({Step::wanted, nullptr});
    return last_of(TRY(exchange()));
}

Status Connection::commit() {
    Parameters none;
    TRY(send("COMMIT", none, Step::commit));
    TRY(exchange());
    return Done{};
}

Status Connection::want(std::string_view sql, Parameters& parameters) {
    return send(sql, parameters, Step::wanted);
}

Result<std::vector<Rows>> Connection::collect() { return exchange(); }

Result<std::vector<Rows>> Connection::collect_and_commit() {
    Parameters none;
    TRY(send("COMMIT", none, Step::commit));
    return exchange();
}

void Connection::finish_reading() {
    if (is_broken_ || failure_) {
        roll_back();
        return;
    }
    Parameters none;
    (void)send("COMMIT", none, Step::ignored).ok();
    (void)end_batch().ok();
    is_in_transaction_ = false;
}

bool Connection::roll_back() {
    if (is_broken_) return false;
    bool const was_in_transaction = is_in_transaction_;
    is_in_transaction_ = false;
    failure_.reset();
    if (!was_in_transaction) return true;
    for (auto& pending : pending_) {
        bool const is_own = pending.step == Step::statement || pending.step == Step::wanted;
        if (is_own) pending.step = Step::ignored;
    }
    // After a failure the server skips what comes before the end of the batch, a rollback too.
    bool const is_open = !pending_.empty() && pending_.back().step != Step::sync;
    if (is_open && !end_batch().ok()) return false;
    Parameters none;
    bool const is_sent = send("ROLLBACK", none, Step::ignored).ok() && end_batch().ok();
    return is_sent;
}

Status Connection::execute(char const* script) {
    bool const is_pipeline = PQpipelineStatus(connection_) != PQ_PIPELINE_OFF;
    if (is_pipeline && PQexitPipelineMode(connection_) != 1) return lose("answers are missing");
    ResultHandle const result(PQexec(connection_, script));
    auto const status = PQresultStatus(result.get());
    Status executed = Done{};
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        judge_failure({Step::statement, nullptr}, result.get());
        executed = error_from(*failure_);
        // Within a transaction it stays, as any other, until that is rolled back.
        if (!is_in_transaction_) failure_.reset();
    }
    if (is_pipeline && !is_broken_ && PQenterPipelineMode(connection_) != 1) {
        return lose("no pipeline mode");
    }
    return executed;
}

std::vector<std::string> Connection::take_notifications() {
    std::vector<std::string> payloads;
    while (auto* const raw = PQnotifies(connection_)) {
        payloads.emplace_back(raw->extra);
        PQfreemem(raw);
    }
    return payloads;
}

Status Connection::wait_for_notifications(int wake_descriptor, std::chrono::milliseconds timeout) {
    std::array<pollfd, 2> ready{{{PQsocket(connection_), POLLIN, 0}, {wake_descriptor, POLLIN, 0}}};
    ::poll(ready.data(), ready.size(), static_cast<int>(timeout.count()));
    if (ready[0].revents == 0) return Done{};
    if (PQconsumeInput(connection_) != 1) return lose("connection lost");
    return Done{};
}

std::vector<std::string> Connection::prepared_statements() const {
    std::vector<std::string> texts;
    texts.reserve(prepared_.size());
    for (auto const& [sql, name] : prepared_) texts.push_back(sql);
    return texts;
}

void Connection::abandon() {
    is_broken_ = true;
    pending_.clear();
}

Error Connection::fail(Failure failure) {
    if (!failure_) failure_ = std::move(failure);
    return error_from(*failure_);
}

}  // namespace roomkey::postgres
