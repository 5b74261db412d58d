#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "storage/postgres/connection.hpp"

// Batches of a connection: statements sent together, and their answers taken in their order.
namespace roomkey::postgres {
namespace {

constexpr int binary = 1;

std::string field_of(pg_result const* result, int field) {
    char const* const text = PQresultErrorField(result, field);
    return text == nullptr ? std::string{} : std::string{text};
}

}  // namespace

Status Connection::send(std::string_view sql, Parameters& parameters, Step step) {
    if (failure_) return error_from(*failure_);
    auto const* const name = TRY(prepare(sql, parameters));
    int const is_sent =
        PQsendQueryPrepared(connection_, name->c_str(), parameters.count(), parameters.values(),
                            parameters.lengths(), parameters.formats(), binary);
    if (is_sent != 1) return lose("cannot send");
    pending_.push_back({step, nullptr});
    return Done{};
}

Result<std::string const*> Connection::prepare(std::string_view sql, Parameters const& parameters) {
    if (auto const known = prepared_.find(sql); known != prepared_.end()) {
        return &known->second;
    }
    auto const fresh =
        prepared_.emplace(std::string{sql}, "s" + std::to_string(next_name_++)).first;
    auto const& [text, name] = *fresh;
    int const is_sent = PQsendPrepare(connection_, name.c_str(), text.c_str(), parameters.count(),
                                      parameters.types());
    if (is_sent != 1) return lose("cannot send");
    pending_.push_back({Step::prepare, &text});
    return &name;
}

Status Connection::end_batch() {
    if (PQpipelineSync(connection_) != 1) return lose("cannot send");
    pending_.push_back({Step::sync, nullptr});
    // Whatever does not leave now leaves while the answers are waited for.
    if (PQflush(connection_) < 0) return lose("cannot send");
    return Done{};
}

Result<std::vector<Rows>> Connection::exchange() {
    TRY(end_batch());
    ++round_trips_;
    auto const deadline = std::chrono::steady_clock::now() + answer_timeout_;
    std::vector<Rows> wanted;
    while (!pending_.empty()) TRY(take_answer(deadline, wanted));
    if (failure_) return error_from(*failure_);
    return wanted;
}

Status Connection::take_answer(std::chrono::steady_clock::time_point deadline,
                               std::vector<Rows>& wanted) {
    // What the server had to say of earlier statements does not matter.
    if (pending_.front().step == Step::commit) is_commit_doubted_ = false;
    TRY(wait_until_readable(deadline));
    ResultHandle result(PQgetResult(connection_));
    auto const pending = pending_.front();
    if (!result) return lose("an answer is missing");
    judge(pending, std::move(result), wanted);
    if (is_broken_) {
        pending_.clear();
        return error_from(*failure_);
    }
    pending_.pop_front();
    if (pending.step == Step::sync) return Done{};
    // Each answer but that to the end of a batch is followed by nothing.
    TRY(wait_until_readable(deadline));
    if (ResultHandle const further(PQgetResult(connection_)); further) {
        return lose("an answer too many");
    }
    return Done{};
}

void Connection::judge(Pending const& pending, ResultHandle result, std::vector<Rows>& wanted) {
    switch (PQresultStatus(result.get())) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
            judge_success(pending, std::move(result), wanted);
            break;
        case PGRES_PIPELINE_SYNC:
            if (pending.step != Step::sync) (void)lose("answers out of order");
            break;
        case PGRES_PIPELINE_ABORTED:
            // Skipped after a failure; to be prepared again another time.
            if (pending.step == Step::prepare) prepared_.erase(*pending.sql);
            break;
        default:
            judge_failure(pending, result.get());
            if (pending.step == Step::prepare) prepared_.erase(*pending.sql);
            break;
    }
}

void Connection::judge_success(Pending const& pending, ResultHandle result,
                               std::vector<Rows>& wanted) {
    if (pending.step == Step::wanted) wanted.emplace_back(std::move(result));
    if (pending.step != Step::commit) return;
    is_in_transaction_ = false;
    if (is_commit_doubted_) {
        Failure doubt{{}, "the server warned of the commit", Remedy::none, true};
        (void)fail(std::move(doubt));
    } else if (std::string_view{PQcmdStatus(result.get())} != "COMMIT") {
        (void)fail({{}, "rolled back instead of committed", Remedy::repeat, false});
    }
}

void Connection::judge_failure(Pending const& pending, pg_result const* result) {
    Failure failure;
    failure.state = field_of(result, PG_DIAG_SQLSTATE);
    // The first line only: the others may quote values.
    failure.detail = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
    failure.remedy = remedy_for(failure.state);
    auto const severity = field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    bool const is_end = failure.state.empty() || severity == "FATAL" || severity == "PANIC";
    if (is_end) {
        is_broken_ = true;
        failure.remedy = Remedy::reconnect;
        if (failure.detail.empty()) failure.detail = "connection to " + server_ + " lost";
        // A server that says why it disconnects does so in order: it did not execute what comes
        // later.
        failure.is_outcome_unknown =
            failure.state.empty() ? is_commit_pending() : pending.step == Step::commit;
    } else if (pending.step == Step::ignored) {
        return;
    }
    if (!failure_) failure_ = std::move(failure);
}

Status Connection::wait_until_readable(std::chrono::steady_clock::time_point deadline) {
    for (;;) {
        int const unsent = PQflush(connection_);
        if (unsent < 0) return lose("cannot send");
        if (unsent == 0 && PQisBusy(connection_) == 0) return Done{};
        auto const rest = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (rest.count() <= 0) return lose("no answer in time");
        auto const wanted = static_cast<short>(unsent == 0 ? POLLIN : POLLIN | POLLOUT);
        pollfd ready{PQsocket(connection_), wanted, 0};
        if (::poll(&ready, 1, static_cast<int>(rest.count())) < 0 && errno != EINTR) {
            return lose("cannot wait");
        }
        // What the server said before it disconnected must still be read.
        if ((ready.revents & ~POLLOUT) != 0 && PQconsumeInput(connection_) != 1 &&
            PQisBusy(connection_) != 0) {
            return lose("connection lost");
        }
    }
}

Error Connection::lose(std::string const& detail) {
    is_broken_ = true;
    if (!failure_) {
        failure_ = Failure{std::string{connection_lost}, detail + " (" + server_ + ')',
                           Remedy::reconnect, is_commit_pending()};
    }
    pending_.clear();
    return error_from(*failure_);
}

bool Connection::is_commit_pending() const {
    return std::any_of(pending_.begin(), pending_.end(),
                       [](Pending const& pending) { return pending.step == Step::commit; });
}

}  // namespace roomkey::postgres
