#include "storage/postgres/connection_settings.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace roomkey::postgres {
namespace {

// A server that vanished without a word is given up after about ten seconds, busy or idle.
constexpr char const* keepalive_idle_s = "5";
constexpr char const* keepalive_interval_s = "2";
constexpr char const* keepalive_count = "3";
constexpr char const* unacknowledged_ms = "10000";

/// The server cancels a statement by itself; only a silent one is waited for this much
/// longer.
constexpr std::chrono::milliseconds answer_margin{2'000};

struct Freed {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
    void operator()(char* text) const { PQfreemem(text); }
};

/// The settings of every session, as statements. Not as `options` of the connection, which a pooler
/// such as PgBouncer refuses. Those that are in `given`, the options of the URI, stay as they are.
std::string statements_for(PostgresOptions const& options, std::string const& given) {
    auto const milliseconds = [](auto time) { return std::to_string(time.count()); };
    std::pair<char const*, std::string> const own[] = {
        {"statement_timeout", milliseconds(options.statement_timeout)},
        {"lock_timeout", milliseconds(options.lock_timeout)},
        {"idle_in_transaction_session_timeout", milliseconds(options.statement_timeout)},
        // By default the server plans a statement again with each connection, and some of
        // them with each run, which costs more than the run. Searches say otherwise.
        {"plan_cache_mode", "force_generic_plan"},
        // A plan from when a table was empty must not scan it once it is full.
        {"enable_seqscan", "off"},
        {"client_min_messages", "warning"},
        {"timezone", "'UTC'"},
        {"jit", "off"},
        // A page is too little work to be shared.
        {"max_parallel_workers_per_gather", "0"}};
    std::string statements;
    for (auto const& [name, value] : own) {
        bool const is_given = given.find(std::string(name) + '=') != std::string::npos;
        if (!is_given) statements += "SET " + std::string(name) + " = " + value + "; ";
    }
    return statements;
}

}  // namespace

Result<ConnectionSettings> ConnectionSettings::from(PostgresOptions const& options) {
    char* raw_complaint = nullptr;
    std::unique_ptr<PQconninfoOption, Freed> const parsed(
        PQconninfoParse(options.uri.c_str(), &raw_complaint));
    // Not passed on: it quotes the URI, and with it the password.
    std::unique_ptr<char, Freed> const complaint(raw_complaint);
    if (!is_postgres_uri(options.uri) || !parsed) {
        return internal_error("postgres: the database URI is malformed");
    }
    ConnectionSettings settings;
    for (auto const* option = parsed.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) settings.pairs_.emplace_back(option->keyword, option->val);
    }
    auto const seconds = std::chrono::ceil<std::chrono::seconds>(options.connect_timeout).count();
    settings.add_missing("target_session_attrs", "read-write");
    settings.add_missing("connect_timeout", std::to_string(seconds));
    settings.add_missing("keepalives_idle", keepalive_idle_s);
    settings.add_missing("keepalives_interval", keepalive_interval_s);
    settings.add_missing("keepalives_count", keepalive_count);
    settings.add_missing("tcp_user_timeout", unacknowledged_ms);
    settings.add_missing("application_name", "roomkey");
    settings.add_missing("client_encoding", "UTF8");
    auto const* const given = settings.find("options");
    settings.session_statements_ =
        statements_for(options, given == nullptr ? std::string() : *given);

    auto const text = [&](char const* keyword, char const* otherwise) {
        auto const* const value = settings.find(keyword);
        return value == nullptr ? std::string(otherwise) : *value;
    };
    settings.server_ =
        text("host", "local") + ':' + text("port", "5432") + '/' + text("dbname", "");
    settings.answer_timeout_ = options.statement_timeout + answer_margin;
    return settings;
}

pg_conn* ConnectionSettings::connect() const {
    std::vector<char const*> keywords;
    std::vector<char const*> values;
    for (auto const& [keyword, value] : pairs_) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectdbParams(keywords.data(), values.data(), /*expand_dbname=*/0);
}

std::string const* ConnectionSettings::find(std::string const& keyword) const {
    auto const found = std::find_if(pairs_.begin(), pairs_.end(),
                                    [&](auto const& pair) { return pair.first == keyword; });
    return found == pairs_.end() ? nullptr : &found->second;
}

void ConnectionSettings::add_missing(std::string const& keyword, std::string const& value) {
    if (find(keyword) == nullptr) pairs_.emplace_back(keyword, value);
}

}  // namespace roomkey::postgres
