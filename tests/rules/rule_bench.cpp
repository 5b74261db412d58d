#include "tests/rules/rule_bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iterator>

namespace roomkey {
namespace {

namespace json = boost::json;

constexpr char const* token_header = "X-Access-Token";

OpenApiReader const& document() {
    static OpenApiReader const reader;
    return reader;
}

std::string text_of(json::value const& value) {
    return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

/// The object that holds the field at the end of `path`, which becomes the name of the field in it.
json::object& holder_of(json::value& body, std::string_view& path) {
    if (!body.is_object()) body = json::object();
    auto const dot = path.find('.');
    if (dot == std::string_view::npos) return body.get_object();
    auto& inner = body.get_object()[path.substr(0, dot)];
    path.remove_prefix(dot + 1);
    return holder_of(inner, path);
}

/// The same field once more, at the beginning of the object that has it.
std::string with_repetition(json::value body, std::string_view path, json::value const& value) {
    auto name = path;
    auto& holder = holder_of(body, name);
    holder.erase(name);
    holder[name] = "repeated";
    auto text = json::serialize(body);
    auto const field = '"' + std::string(name) + "\":";
    auto const pair = field + json::serialize(value);
    auto const place = field + "\"repeated\"";
    return text.replace(text.find(place), place.size(), pair + ',' + pair);
}

void set_in_body(ExchangeRequest& request, std::string_view path,
                 std::vector<json::value> const& values) {
    path = path.substr(0, path.find("[]"));
    if (path == "body") {
        request.body = values.empty() ? json::value() : values.front();
        if (!values.empty() && values.front().is_null()) request.written_body = "null";
        return;
    }
    if (values.size() > 1) {
        request.written_body = with_repetition(request.body, path, values.front());
        return;
    }
    auto name = path;
    auto& holder = holder_of(request.body, name);
    holder.erase(name);
    if (!values.empty()) holder[name] = values.front();
}

template <class List, class NameOf>
void erase_named(List& list, NameOf name_of, std::string_view name) {
    std::erase_if(list, [&](auto const& entry) { return name_of(entry) == name; });
}

}  // namespace

void PrintTo(Operation const* operation, std::ostream* stream) { *stream << operation->name; }

RuleBench::RuleBench(Operation const& operation)
    : values(make_exchange_values(bench)), operation_(operation) {
    Exchanges const exchanges(document());
    auto successes = exchanges.successes_of(operation.name);
    if (!successes.empty()) base_ = std::move(successes.front());
    EXPECT_TRUE(base_) << "docs/api: " << operation.name
                       << " needs an entry of status 200 in x-exchanges. Every test of its fields "
                          "and its access begins with that request";
}

ExchangeRequest RuleBench::base() const { return Exchanges(document()).request_of(*base_, values); }

std::vector<ExchangeRequest> RuleBench::successes(ExchangeValues const& filling) const {
    Exchanges const exchanges(document());
    std::vector<ExchangeRequest> requests;
    for (auto const& exchange : exchanges.successes_of(operation_.name)) {
        requests.push_back(exchanges.request_of(exchange, filling));
    }
    return requests;
}

void RuleBench::renew() {
    values = make_exchange_values(bench);
    is_fresh_ = true;
}

void RuleBench::make_holder(std::string const& name, std::string const& role,
                            std::vector<std::string> const& departments) {
    NewUser holder;
    holder.account = holder.third_account = name;
    auto const actor = operator_of(bench.ours.corp_id, Language::en_us);
    EXPECT_TRUE(bench.services->users.create(holder, actor).ok()) << name;
    EXPECT_TRUE(bench.services->roles.update({name, role, departments}, actor).ok()) << name;
}

bool RuleBench::has_recorded_success() {
    AuditSearch search;
    search.from = bench.clock.now();
    auto const entries = bench.services->audit_log.search(search).value().data;
    bench.clock.advance(std::chrono::milliseconds{1});
    return std::any_of(entries.begin(), entries.end(),
                       [](AuditEntry const& entry) { return entry.outcome == "ok"; });
}

void set_field(ExchangeRequest& request, FieldRule const& rule,
               std::vector<json::value> const& values) {
    std::string const name(rule.name);
    auto const name_of = [](auto const& entry) { return entry.first; };
    switch (rule.place) {
        case FieldPlace::path:
            erase_named(request.path_values, name_of, name);
            request.path_values.emplace_back(name, text_of(values.front()));
            return;
        case FieldPlace::query:
            erase_named(request.query, name_of, name);
            for (auto const& value : values) request.query.emplace_back(name, text_of(value));
            return;
        case FieldPlace::header:
            erase_named(
                request.headers, [](auto const& header) { return header.name; }, name);
            for (auto const& value : values) request.headers.push_back({name, text_of(value)});
            return;
        case FieldPlace::body:
            return set_in_body(request, rule.name, values);
    }
}

void set_token(ExchangeRequest& request, std::string const& token) {
    erase_named(
        request.headers, [](auto const& header) { return header.name; }, token_header);
    if (!token.empty()) request.headers.push_back({token_header, token});
}

std::string refusal_of(Answer const& answer) {
    auto const status = std::to_string(answer.status);
    bool const is_refusal = answer.status != 200 && answer.json.is_object() &&
                            answer.json.get_object().size() == 3 &&
                            answer.field("request_id") == "request-1";
    if (!is_refusal) return status + ' ' + answer.text;
    return status + ' ' + answer.error_code() + ' ' + answer.header("X-Roomkey-Reason");
}

std::vector<Operation const*> operations_that(bool (*is_meant)(Operation const&)) {
    std::vector<Operation const*> found;
    for (auto const* const operation : operations::all) {
        if (is_meant(*operation)) found.push_back(operation);
    }
    return found;
}

}  // namespace roomkey
