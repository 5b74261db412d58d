#include "storage/transfer.hpp"

namespace roomkey {
namespace {

constexpr auto integer = ColumnKind::integer;
constexpr auto text = ColumnKind::text;
constexpr auto bytes = ColumnKind::bytes;

TransferTable users() {
    return {"users",
            {{"user_key", integer},     {"user_id", text},       {"corp_id", text},
             {"account", text},         {"name", text},          {"english_name", text},
             {"phone", text},           {"country", text},       {"email", text},
             {"department_code", text}, {"title", text},         {"signature", text},
             {"description", text},     {"third_account", text}, {"type", integer},
             {"admin_type", integer},   {"status", integer},     {"sort_level", integer},
             {"hide_phone", integer},   {"password_hash", text}, {"created_at", integer}},
            "user_key"};
}

TransferTable session() {
    return {"session",
            {{"session_key", integer},
             {"access_hash", bytes},
             {"refresh_hash", bytes},
             {"user_key", integer},
             {"app_id", text},
             {"client_type", integer},
             {"source", text},
             {"created_at", integer},
             {"expires_at", integer},
             {"refresh_created_at", integer},
             {"refresh_expires_at", integer},
             {"ended", integer}},
            "session_key"};
}

TransferTable binding() {
    return {"binding",
            {{"binding_key", integer},
             {"binding_id", text},
             {"user_key", integer},
             {"user_id", text},
             {"corp_id", text},
             {"sn", text},
             {"model", text},
             {"software_version", text},
             {"bound_at", integer},
             {"last_seen_at", integer},
             {"seen_from", text},
             {"noted_at", integer},
             {"ended_at", integer},
             {"ended", integer}},
            "binding_key"};
}

TransferTable notice() {
    return {"notice",
            {{"notice_key", integer},
             {"notice_id", text},
             {"corp_id", text},
             {"user_id", text},
             {"code_id", text},
             {"channel", integer},
             {"language", integer},
             {"sealed_contact", bytes},
             {"masked_contact", text},
             {"state", integer},
             {"attempts", integer},
             {"created_at", integer},
             {"next_attempt_at", integer},
             {"leased_until", integer},
             {"expires_at", integer},
             {"failure", text},
             {"settled_at", integer},
             {"report", integer},
             {"reported_at", integer}},
            "notice_key"};
}

TransferTable audit() {
    return {"audit",
            {{"audit_key", integer},
             {"at", integer},
             {"corp_id", text},
             {"actor_id", text},
             {"actor", text},
             {"operation", text},
             {"account", text},
             {"request_id", text},
             {"source", text},
             {"outcome", text},
             {"detail", text}},
            "audit_key"};
}

std::vector<TransferTable> enterprises() {
    return {{"key_check", {{"key_id", integer}, {"hash", bytes}}},
            {"corp",
             {{"corp_id", text},
              {"name", text},
              {"code_validity", integer},
              {"code_alphabet", integer},
              {"code_length", integer},
              {"auto_user_create", integer},
              {"strict_nonces", integer},
              {"enable_sms", integer},
              {"created_at", integer}}},
            {"department",
             {{"corp_id", text},
              {"code", text},
              {"parent_code", text},
              {"name", text},
              {"code_path", text},
              {"name_path", text}}},
            {"app",
             {{"app_id", text},
              {"corp_id", text},
              {"name", text},
              {"description", text},
              {"sealed_key", bytes},
              {"is_disabled", integer},
              {"created_at", integer},
              {"updated_at", integer}}}};
}

std::vector<TransferTable> terminals() {
    return {
        {"terminal", {{"user_key", integer}, {"device_type", integer}, {"was_active", integer}}},
        {"code",
         {{"user_key", integer},
          {"corp_id", text},
          {"device_type", integer},
          {"hash", bytes},
          {"sealed", bytes},
          {"created_at", integer},
          {"expires_at", integer}}},
        binding(),
        {"credential",
         {{"hash", bytes},
          {"binding_key", integer},
          {"issued_at", integer},
          {"expires_at", integer},
          {"state", integer}}}};
}

std::vector<TransferTable> counters() {
    return {{"sign_in_failure",
             {{"account", text},
              {"source", text},
              {"count", integer},
              {"locked_until", integer},
              {"counted_at", integer}}},
            {"sign_in_source", {{"account", text}, {"source", text}, {"used_at", integer}}},
            {"nonce", {{"app_id", text}, {"nonce_hash", bytes}, {"expires_at", integer}}},
            {"guess_window",
             {{"source", text},
              {"count", integer},
              {"window_until", integer},
              {"locked_until", integer}}},
            {"guess_code", {{"source", text}, {"code_hash", bytes}, {"forget_at", integer}}},
            {"guess_minute", {{"minute", integer}, {"count", integer}}},
            {"send_count", {{"name_hash", bytes}, {"count", integer}, {"forget_at", integer}}},
            {"replay",
             {{"user_id", text},
              {"key_hash", bytes},
              {"request_hash", bytes},
              {"sealed_answer", bytes},
              {"expires_at", integer}}}};
}

std::vector<TransferTable> all() {
    auto tables = enterprises();
    tables.push_back(users());
    tables.push_back(session());
    for (auto& table : terminals()) tables.push_back(std::move(table));
    for (auto& table : counters()) tables.push_back(std::move(table));
    tables.push_back(notice());
    tables.push_back(audit());
    return tables;
}

}  // namespace

std::vector<TransferTable> const& transfer_tables() {
    static auto const tables = all();
    return tables;
}

}  // namespace roomkey
