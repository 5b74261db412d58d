#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "domain/error/error_catalogue.hpp"
#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

std::vector<Provocation> all_provocations() {
    auto all = provocations_of_operations();
    auto const of_transport = provocations_of_the_transport();
    all.insert(all.end(), of_transport.begin(), of_transport.end());
    return all;
}

// What programs may rely on, written down again on purpose: a change of the catalogue that
// reaches the wire has to be meant.
std::map<std::string, std::string> const relied_on{
    {"unavailable", "503 USG.000000001"},
    {"internal", "500 USG.000000002"},
    {"invalid_parameter", "400 USG.000000003"},
    {"idempotency_key_reused", "400 USG.000000003"},
    {"replay_outdated", "409 USG.000000003"},
    {"request_malformed", "400 USG.000000003"},
    {"notice_unknown", "400 USG.000000003"},
    {"notice_outdated", "400 USG.000000003"},
    {"job_unknown", "400 USG.000000003"},
    {"job_state_wrong", "400 USG.000000003"},
    {"route_unknown", "404 USG.000000003"},
    {"method_not_allowed", "405 USG.000000003"},
    {"request_timed_out", "408 USG.000000003"},
    {"body_too_large", "413 USG.000000003"},
    {"request_line_too_long", "414 USG.000000003"},
    {"media_type_unsupported", "415 USG.000000003"},
    {"header_too_large", "431 USG.000000003"},
    {"token_missing", "401 USG.000000004"},
    {"token_invalid", "401 USG.000000004"},
    {"not_permitted", "403 USG.000000004"},
    {"default_admin_needed", "403 USG.000000004"},
    {"cross_site_request", "403 USG.000000004"},
    {"password_change_needed", "403 USG.000000004"},
    {"totp_enrolment_needed", "403 USG.000000004"},
    {"totp_needed", "401 USG.206030001"},
    {"totp_wrong", "401 USG.206030002"},
    {"totp_enrolled", "400 USG.000000003"},
    {"totp_not_begun", "400 USG.000000003"},
    {"sso_required", "403 USG.000000004"},
    {"sso_unavailable", "400 USG.000000003"},
    {"sso_refused", "401 USG.000000004"},
    {"sso_not_tried", "400 USG.000000003"},
    {"sso_way_in_needed", "400 USG.000000003"},
    {"session_unknown", "400 USG.000000003"},
    {"department_exists", "400 USG.000000003"},
    {"department_limit_reached", "400 USG.000000003"},
    {"department_below_itself", "400 USG.000000003"},
    {"department_in_use", "400 USG.000000003"},
    {"department_unknown", "400 USG.201030000"},
    {"root_department_protected", "400 USG.201030006"},
    {"account_unknown", "400 USG.201040000"},
    {"user_not_ordinary", "400 USG.201040003"},
    {"account_exists", "400 USG.201040001"},
    {"third_account_exists", "400 USG.201040017"},
    {"user_limit_reached", "400 USG.201040005"},
    {"terminal_limit_reached", "400 USG.201050005"},
    {"terminal_resources_used_up", "400 USG.201050006"},
    {"default_admin_protected", "400 USG.201040004"},
    {"old_password_wrong", "400 USG.206030006"},
    {"password_too_simple", "400 USG.206030008"},
    {"password_used_recently", "400 USG.206030009"},
    {"password_repetitive", "400 USG.206030010"},
    {"password_changed_recently", "400 USG.206030011"},
    {"password_contains_account", "400 USG.206030012"},
    {"password_too_similar", "400 USG.206030013"},
    {"password_not_yours", "403 USG.206030016"},
    {"too_many_wrong_codes", "429 USG.201040012"},
    {"pairing_unknown", "400 USG.000000003"},
    {"pairing_number_wrong", "400 USG.000000003"},
    {"too_many_pairings", "429 USG.201040012"},
    {"terminal_in_use", "400 USG.000000003"},
    {"code_lapsed", "400 USG.201040031"},
    {"code_unknown", "400 USG.201050012"},
    {"code_id_unknown", "400 USG.201050012"},
    {"code_device_mismatch", "400 USG.201050021"},
    {"device_unknown", "400 USG.201050000"},
    {"serial_number_exists", "400 USG.000000003"},
    {"resets_used_up", "400 USG.201050010"},
    {"credentials_wrong", "401 USG.206010000"},
    {"account_disabled", "412 USG.206010007"},
    {"app_limit_reached", "400 USG.206110004"},
    {"app_unknown", "400 USG.206110009"},
    {"app_id_rejected", "401 USG.206010025"},
    {"nonce_reused", "401 USG.206010025"},
    {"registration_not_allowed", "403 USG.206010030"},
    {"registration_limit_reached", "403 USG.206010070"},
    {"signature_expired", "401 USG.206010057"},
    {"terminal_unbound", "401 USG.206010075"},
    {"token_displaced", "401 USG.206020002"},
    {"account_locked", "423 USG.206030015"},
};

TEST(ProvokedErrors, AreTheWholeCatalogue) {
    std::set<std::string_view> provoked;
    for (auto const& row : all_provocations()) provoked.insert(reason_name(row.code));
    std::set<std::string_view> listed;
    for (auto const& entry : error_catalogue()) listed.insert(reason_name(entry.code));
    EXPECT_EQ(provoked, listed);
}

TEST(ProvokedErrors, LookAsTheCatalogueSays) {
    std::map<std::string, std::string> answered;
    for (auto const& row : all_provocations()) {
        auto const& entry = error_entry(row.code);
        SCOPED_TRACE(reason_name(row.code));
        auto const seen = row.provoke();
        answered[seen.reason] = std::to_string(seen.status) + ' ' + seen.error_code;
        EXPECT_EQ(seen.reason, reason_name(row.code));
        EXPECT_EQ(seen.status, entry.status);
        EXPECT_EQ(seen.error_code, entry.wire_code);
        EXPECT_TRUE(seen.message.starts_with(entry.message.zh)) << seen.message;
        EXPECT_EQ(seen.link, "</errors#" + std::string(entry.wire_code) + ">; rel=\"help\"");
        bool const has_wait = seen.status == 423 || seen.status == 429 || seen.status == 503;
        EXPECT_EQ(!seen.retry_after.empty(), has_wait) << seen.retry_after;
    }
    EXPECT_EQ(answered, relied_on);
}

}  // namespace
}  // namespace roomkey
