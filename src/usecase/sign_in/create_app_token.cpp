#include "usecase/sign_in/create_app_token.hpp"

#include <string_view>
#include <utility>

#include "base/utf8.hpp"
#include "domain/contact.hpp"
#include "domain/mail_address.hpp"
#include "domain/phone_reading.hpp"
#include "domain/text_field.hpp"
#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/sessions.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/directory/resources.hpp"

namespace roomkey {
namespace {

constexpr std::size_t app_id_length_max = 64;
constexpr std::size_t corp_id_length_max = 32;
constexpr std::size_t nonce_length_min = 32;
constexpr std::size_t nonce_length_max = 64;
constexpr std::size_t third_account_length_max = 64;
constexpr std::size_t user_name_length_max = 64;

/// A signature that is good for longer than this is good once: whoever reads it in a log or a
/// ticket later must not sign in with it. Clients that use a signature again set an expiry.
constexpr Duration reuse_horizon = std::chrono::hours{24};

/// When a signature of this expireTime may be forgotten, once it was used; empty: never. One that
/// expires beyond what the calendar holds (some clients send milliseconds) is good for ever.
std::optional<Instant> end_of_signature(std::int64_t expire_time_s) {
    constexpr std::int64_t seconds_max = 253'402'300'799;  // The end of the year 9999.
    if (expire_time_s == 0 || expire_time_s > seconds_max) return std::nullopt;
    // Accepted to the last millisecond of its second.
    return from_unix_milliseconds((expire_time_s + 1) * 1000);
}

/// The signed text is its parts with colons between them. Where all parts but the userId are
/// without one, the text can be cut in one way only, and a signature fits one request.
Status check_signed_text(std::string_view text, std::string const& field, std::size_t length_min,
                         std::size_t length_max) {
    TRY(check_text(text, field, length_min, length_max));
    if (text.find(':') != std::string_view::npos) {
        return invalid_field(field, Fault::wrong_format, "[^:]*");
    }
    return Done{};
}

std::string app_signature_text(AppAuthorization const& authorization) {
    return to_hex(authorization.signature.data(), authorization.signature.size());
}

/// What the directory keeps. A number that is written as one but cannot be read is left out, and so
/// is an address that cannot be mailed: no message goes to it, and its user has to be able to sign
/// in.
Result<Contacts> user_contacts(AppTokenRequest const& request, PhoneNumbers const& numbers) {
    ContactFieldNames const names{"country", "userEmail", "userPhone"};
    ContactRequest given{std::nullopt, request.user_email, request.user_phone};
    bool const is_address = given.email.find('@') != std::string::npos;
    if (is_address && given.email.size() <= email_length_max && !mailable_address(given.email)) {
        given.email.clear();
    }
    auto contacts = check_contacts(given, numbers, names);
    bool const is_unreadable = !contacts.ok() && contacts.error().field == names.phone &&
                               contacts.error().fault == Fault::wrong_format &&
                               has_phone_format(given.phone);
    if (!is_unreadable) return contacts;
    given.phone.clear();
    return check_contacts(given, numbers, names);
}

}  // namespace

Status check_fields(AppTokenRequest const& request) {
    TRY(check_signed_text(request.app_id, "appId", 1, app_id_length_max));
    TRY(check_client_type(request.client_type));
    if (request.corp_id) TRY(check_signed_text(*request.corp_id, "corpId", 0, corp_id_length_max));
    if (request.expire_time_s < 0) {
        return invalid_field("expireTime", Fault::out_of_range, "0..");
    }
    TRY(check_signed_text(request.nonce, "nonce", nonce_length_min, nonce_length_max));
    TRY(check_text(request.user_id, "userId", 0, third_account_length_max));
    TRY(check_text(request.user_name, "userName", 0, user_name_length_max));
    return check_department_code(request.department_code, "deptCode");
}

SignedSignIn signed_parts(AppTokenRequest const& request) {
    SignedSignIn parts;
    parts.app_id = request.app_id;
    if (request.corp_id && !request.corp_id->empty()) parts.corp_id = request.corp_id;
    parts.user_id = request.user_id;
    parts.expire_time = request.expire_time_s;
    parts.nonce = request.nonce;
    return parts;
}

Result<SignedIn> CreateAppToken::run(AppTokenRequest const& request,
                                     RequestContext const& context) const {
    TRY(check_fields(request));
    TRY(user_contacts(request, numbers_));
    auto signed_in = store_.write(
        [&](Transaction& transaction) { return sign_in(transaction, request, context); });
    if (!signed_in.ok()) record_refusal(request, context, signed_in.error());
    return signed_in;
}

/// What was changed until the refusal is rolled back, so this is a transaction of its own; if it
/// fails, the refusal stands all the same.
void CreateAppToken::record_refusal(AppTokenRequest const& request, RequestContext const& context,
                                    Error const& error) const {
    bool const is_failure =
        error.code == ErrorCode::internal || error.code == ErrorCode::unavailable;
    if (is_failure || error.code == ErrorCode::invalid_parameter) return;
    (void)store_.write([&](Transaction& transaction) -> Status {
        auto const app = TRY(find_app(transaction, AppId{request.app_id}));
        TriedSignIn tried{clock_.now(), app ? app->corp_id : CorpId{}, {}, context};
        // Before that, nobody has said who is meant but whoever sent the request.
        if (error.code != ErrorCode::app_id_rejected) tried.account = request.user_id;
        return record_refused_app_sign_in(transaction, tried, app ? app->id : AppId{},
                                          std::string(reason_name(error.code)));
    });
}

Result<SignedIn> CreateAppToken::sign_in(Transaction& transaction, AppTokenRequest const& request,
                                         RequestContext const& context) const {
    auto const app = TRY(verify(transaction, request));
    auto const corp_id = app.corp_id.empty() ? CorpId{*request.corp_id} : app.corp_id;
    auto corp = TRY(find_corp(transaction, corp_id));
    if (!corp) return refusal(ErrorCode::app_id_rejected, "no such enterprise");
    TRY(use_once(transaction, request, corp->policy.strict_nonces));

    auto user = TRY(acting_user(transaction, *corp, request));
    if (user.status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
    auto signed_in = TRY(sessions_.issue(transaction, std::move(user), std::move(*corp), app.id,
                                         static_cast<int>(request.client_type), context));
    auto entry = audit_own(signed_in.user, context, signed_in.session.created_at, "sign_in_by_app");
    entry.detail = "app " + app.id.value;
    TRY(record_own(transaction, entry, app.id.value));
    return signed_in;
}

Result<App> CreateAppToken::verify(Reader& reader, AppTokenRequest const& request) const {
    auto const authorization = parse_app_authorization(request.authorization);
    if (!authorization) {
        return refusal(ErrorCode::app_id_rejected, "malformed Authorization header");
    }
    if (authorization->access && *authorization->access != request.app_id) {
        return refusal(ErrorCode::app_id_rejected, "access= names another app");
    }
    auto app = TRY(find_app(reader, AppId{request.app_id}));
    if (!app || app->is_disabled) {
        return refusal(ErrorCode::app_id_rejected, "app unknown or disabled");
    }
    // First, so that strangers learn nothing of whose app it is.
    auto const key = TRY(sealer_.open(SealPurpose::app_key, app->id.value, app->sealed_key));
    if (!is_app_signature(key, signed_parts(request), authorization->signature)) {
        return refusal(ErrorCode::app_id_rejected, "wrong signature");
    }
    // Contract: an app of one enterprise leaves corpId out, one of a service provider gives it.
    bool const has_corp = request.corp_id && !request.corp_id->empty();
    bool const is_providers_app = app->corp_id.empty();
    if (has_corp != is_providers_app) {
        return is_providers_app ? invalid_field("corpId", Fault::missing)
                                : refusal(ErrorCode::app_id_rejected, "corpId with a corp's app");
    }
    if (request.expire_time_s != 0 && request.expire_time_s < unix_seconds(clock_.now())) {
        return refusal(ErrorCode::signature_expired);
    }
    return std::move(*app);
}

Status CreateAppToken::use_once(Transaction& transaction, AppTokenRequest const& request,
                                bool is_nonce_strict) const {
    AppId const app{request.app_id};
    auto const end = end_of_signature(request.expire_time_s);
    auto const signature =
        app_signature_text(parse_app_authorization(request.authorization).value());
    auto const hash_of_signature = hashes_.of(HashPurpose::app_signature, signature);
    bool const is_beyond_horizon =
        !end || request.expire_time_s > unix_seconds(clock_.now() + reuse_horizon);
    // What was used beyond the horizon stays used when it comes nearer.
    bool const is_used = is_beyond_horizon
                             ? !TRY(insert_nonce(transaction, app, hash_of_signature, end))
                             : TRY(has_nonce(transaction, app, hash_of_signature));
    if (is_used) return refusal(ErrorCode::nonce_reused);
    if (!is_nonce_strict) return Done{};
    auto const hash = hashes_.of(HashPurpose::nonce, request.nonce);
    if (!TRY(insert_nonce(transaction, app, hash, end))) return refusal(ErrorCode::nonce_reused);
    return Done{};
}

Result<User> CreateAppToken::acting_user(Transaction& transaction, Corp const& corp,
                                         AppTokenRequest const& request) const {
    if (request.user_id.empty()) {
        auto admin = TRY(find_default_admin(transaction, corp.id));
        if (!admin) return internal_error("enterprise without default administrator");
        return std::move(*admin);
    }
    auto user = TRY(find_user_by_third_account(transaction, corp.id, request.user_id));
    if (user) return std::move(*user);
    if (!corp.policy.auto_user_create) return refusal(ErrorCode::registration_not_allowed);
    if (!TRY(is_resource_left(transaction, corp, UserType::member))) {
        // The last place may have been taken by another sign-in of the same user.
        user = TRY(find_user_by_third_account(transaction, corp.id, request.user_id));
        if (user) return std::move(*user);
        return refusal(ErrorCode::registration_limit_reached);
    }
    return register_user(transaction, corp, request);
}

Result<User> CreateAppToken::register_user(Transaction& transaction, Corp const& corp,
                                           AppTokenRequest const& request) const {
    auto const contacts = TRY(user_contacts(request, numbers_));
    User user;
    user.id = UserId{tokens_.id()};
    user.corp_id = corp.id;
    // As the published example of an account that the sign-in made.
    user.account = "Auto-" + user.id.value;
    user.name = has_visible_character(request.user_name) ? request.user_name : request.user_id;
    user.email = contacts.email;
    user.phone = contacts.phone;
    user.third_account = request.user_id;
    user.department_code =
        request.department_code.empty() ? root_department : request.department_code;
    user.created_at = clock_.now();
    if (!TRY(hold_department(transaction, corp.id, user.department_code))) {
        return refusal_about(ErrorCode::department_unknown, user.department_code);
    }
    if (TRY(insert_user(transaction, user))) return user;
    // Another sign-in of the same user was quicker.
    auto made = TRY(find_user_by_third_account(transaction, corp.id, request.user_id));
    if (!made) return unavailable("the user is being made just now");
    return std::move(*made);
}

}  // namespace roomkey
