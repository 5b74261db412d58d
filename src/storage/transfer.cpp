#include "storage/transfer.hpp"

#include <utility>

#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

constexpr auto integer = ColumnKind::integer;
constexpr auto text = ColumnKind::text;
constexpr auto bytes = ColumnKind::bytes;

ColumnKind kind_of(Value::Kind kind) {
    switch (kind) {
        case Value::Kind::text:
            return text;
        case Value::Kind::bytes:
            return bytes;
        case Value::Kind::integer:
        case Value::Kind::boolean:
            break;
    }
    return integer;
}

/// The columns of a record, after those that belong to no record. `key` is one of these.
template <class Described>
TransferTable of(Described const& described, std::vector<TransferColumn> columns,
                 std::string key = {}) {
    described.describe([&](std::string_view column, Value::Kind kind) {
        columns.push_back({std::string{column}, kind_of(kind)});
    });
    return {std::string{described.name()}, std::move(columns), std::move(key)};
}

std::vector<TransferTable> all() {
    return {
        {"key_check", {{"key_id", integer}, {"hash", bytes}}},
        of(corp_table, {}),
        of(department_table, {{"search_name", text}}),
        {"visible_department", {{"corp_id", text}, {"code", text}, {"visible_code", text}}},
        of(app_table, {}),
        of(user_table, {{"user_key", integer}}, "user_key"),
        of(user_text_table, {{"user_key", integer}}),
        of(session_table, {{"session_key", integer}, {"user_key", integer}}, "session_key"),
        of(terminal_table, {{"user_key", integer}}),
        of(label_table, {{"user_key", integer}}),
        {"terminal_tag", {{"user_key", integer}, {"corp_id", text}, {"tag", text}}},
        of(code_table, {{"user_key", integer}, {"corp_id", text}, {"device_type", integer}}),
        of(binding_table, {{"binding_key", integer}, {"user_key", integer}, {"corp_id", text}},
           "binding_key"),
        of(credential_table, {{"binding_key", integer}}),
        of(sign_in_failure_table, {{"account", text}, {"source", text}}),
        {"sign_in_source",
         {{"account", text}, {"source", text}, {"used_at", integer}, {"totp_at", integer}}},
        {"nonce", {{"app_id", text}, {"nonce_hash", bytes}, {"expires_at", integer}}},
        of(guess_window_table, {{"source", text}}),
        {"guess_code", {{"source", text}, {"code_hash", bytes}, {"forget_at", integer}}},
        {"guess_minute", {{"minute", integer}, {"count", integer}}},
        of(pairing_table, {}),
        {"send_count", {{"name_hash", bytes}, {"count", integer}, {"forget_at", integer}}},
        of(sso_provider_table, {}),
        {"sso_state", {{"state_hash", bytes}, {"user_id", text}, {"expires_at", integer}}},
        of(replay_table, {}),
        of(notice_table, {{"notice_key", integer}, {"settled_at", integer}}, "notice_key"),
        of(job_table, {}),
        of(job_row_table, {{"row_key", integer}}, "row_key"),
        of(audit_table,
           {{"audit_key", integer}, {"count", integer}, {"last_at", integer}, {"window_key", text}},
           "audit_key"),
        {"audit_cut", {{"cut_key", integer}, {"cut_before", integer}}},
    };
}

}  // namespace

std::vector<TransferTable> const& transfer_tables() {
    static auto const tables = all();
    return tables;
}

}  // namespace roomkey
