#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/executor.hpp"
#include "domain/page.hpp"
#include "fields/binding.hpp"
#include "fields/operation.hpp"
#include "usecase/actor.hpp"
#include "usecase/repetition.hpp"

namespace roomkey {

/// What an operation returned, as every door shows it.
struct OperationResult {
    std::optional<boost::json::value> body;  ///< Empty: there is no result.
    bool is_replayed = false;  ///< The result of an earlier request with the same key.
};

/// An operation that every door can run: HTTP with a token, the command line as the operator.
struct ServedOperation {
    Operation const* operation = nullptr;
    /// Reads the fields from the source by their rules, and runs the use case.
    std::function<Result<OperationResult>(Actor const&, FieldSource const&)> run;
    bool hashes_passwords = false;  ///< Or checks them: HTTP runs it on a pool for that.

    using Report = std::function<void(std::optional<Result<OperationResult>>)>;
    /// `run` without a thread that waits, for some operations. False, and nothing happens, if only
    /// `run` can do it; otherwise the report is called once, on the executor, with what `run`
    /// returns; empty if `run` has to do it.
    std::function<bool(Actor const&, FieldSource const&, Executor const&, Report)> run_later = {};
};

// How a result becomes JSON.
inline boost::json::value text_or_null(std::string const& text) {
    return text.empty() ? boost::json::value() : boost::json::value(text);
}

inline OperationResult result_of(boost::json::value body) { return {std::move(body), false}; }

template <class Record>
boost::json::array list_of(std::vector<Record> const& records,
                           boost::json::object (*object_of)(Record const&)) {
    boost::json::array list;
    list.reserve(records.size());
    for (auto const& record : records) list.push_back(object_of(record));
    return list;
}

/// The envelope of a page.
template <class Record>
boost::json::object page_of(Page<Record> const& page,
                            boost::json::object (*object_of)(Record const&)) {
    return {{"offset", page.offset},
            {"limit", page.limit},
            {"count", page.count},
            {"data", list_of(page.data, object_of)}};
}

/// A row of the table: the method `run` of `use_case`, which is kept, and how what it returns is
/// shown.
template <class UseCase, class Request, class Value, class Show>
ServedOperation served(Operation const& operation, Fields<Request> fields, UseCase const& use_case,
                       Result<Value> (UseCase::*run)(Request const&, Actor const&) const,
                       Show show) {
    return {&operation,
            [fields, &use_case, run, show](Actor const& actor,
                                           FieldSource const& source) -> Result<OperationResult> {
                auto const request = TRY(read_fields(fields, source));
                return OperationResult{show(TRY((use_case.*run)(request, actor)))};
            }};
}

/// The key of a request that its sender may repeat; empty if there is none.
Result<std::optional<std::string>> idempotency_key(Operation const& operation,
                                                   FieldSource const& source);
/// All that the request says but for its key, as a text that no other request has.
Result<std::string> request_text(Operation const& operation, FieldSource const& source);

// Results as they are kept for a repetition.
Secret kept_result(OperationResult const& result);
OperationResult earlier_result(Secret const& kept);

/// The same row for an operation that creates or sends something: with an Idempotency-Key it is
/// done once, and a repeated request gets the first result as long as `check`, if there is one,
/// says that it still holds.
template <class UseCase, class Request, class Value, class Show>
ServedOperation served_once(Operation const& operation, Fields<Request> fields,
                            UseCase const& use_case,
                            Result<Value> (UseCase::*run)(Request const&, Actor const&) const,
                            Show show, Replays replays, Repetition::Check check = {}) {
    return {
        &operation,
        [&operation, fields, &use_case, run, show, replays, check](
            Actor const& actor, FieldSource const& source) -> Result<OperationResult> {
            auto const request = TRY(read_fields(fields, source));
            auto const key = TRY(idempotency_key(operation, source));
            if (!key) return OperationResult{show(TRY((use_case.*run)(request, actor)))};
            RepetitionOf<Value> repetition(
                [show](Value const& value) { return kept_result(OperationResult{show(value)}); },
                replays, *key, TRY(request_text(operation, source)), check);
            auto repeatable = actor;
            repeatable.repetition = &repetition;
            auto result = (use_case.*run)(request, repeatable);
            if (repetition.earlier()) return earlier_result(*repetition.earlier());
            return OperationResult{show(TRY(std::move(result)))};
        }};
}

/// The same row for a use case that has `run_later`, too.
template <class UseCase, class Request, class Value, class Show>
ServedOperation served_later(Operation const& operation, Fields<Request> fields,
                             UseCase const& use_case,
                             Result<Value> (UseCase::*run)(Request const&, Actor const&) const,
                             Show show) {
    auto row = served(operation, fields, use_case, run, show);
    row.run_later = [fields, &use_case, show](Actor const& actor, FieldSource const& source,
                                              Executor const& executor,
                                              ServedOperation::Report report) {
        auto const request = read_fields(fields, source);
        if (!request.ok()) return false;
        return use_case.run_later(
            *request, actor, executor,
            [show, report = std::move(report)](std::optional<Result<Value>> const& value) {
                if (!value) return report(std::nullopt);
                if (!value->ok()) return report(Result<OperationResult>(value->error()));
                report(Result<OperationResult>(OperationResult{show(**value)}));
            });
    };
    return row;
}

/// The same row for an operation that hashes or checks passwords.
inline ServedOperation with_passwords(ServedOperation served) {
    served.hashes_passwords = true;
    return served;
}

}  // namespace roomkey
