#include "usecase/sign_in/create_app_token.hpp"

#include <string_view>
#include <utility>

#include "domain/contact.hpp"
#include "domain/phone_reading.hpp"
#include "domain/text_field.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/sessions.hpp"
#include "usecase/directory/resources.hpp"

namespace roomkey {
namespace {

constexpr std::size_t app_id_length_max = 64;
constexpr std::size_t corp_id_length_max = 32;
constexpr std::size_t nonce_length_min = 32;
constexpr std::size_t nonce_length_max = 64;
constexpr std::size_t third_account_length_max = 64;
constexpr std::size_t user_name_length_max = 64;

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

/// What the directory keeps. A number that is written as one but cannot be read is left out: no
/// message goes to it, and its user has to be able to sign in.
Result<Contacts> user_contacts(AppTokenRequest const& request, PhoneNumbers const& numbers) {
    ContactFieldNames const names{"country", "userEmail", "userPhone"};
    ContactRequest given{std::nullopt, request.user_email, request.user_phone};
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
    return store_.write(
        [&](Transaction& transaction) { return sign_in(transaction, request, context); });
}

Result<SignedIn> CreateAppToken::sign_in(Transaction& transaction, AppTokenRequest const& request,
                                         RequestContext const& context) const {
    auto const app = TRY(verify(transaction, request));
    auto const corp_id = app.corp_id.empty() ? CorpId{*request.corp_id} : app.corp_id;
    auto corp = TRY(find_corp(transaction, corp_id));
    if (!corp) return refusal(ErrorCode::app_id_rejected, "no such enterprise");
    if (corp->policy.strict_nonces) TRY(use_nonce(transaction, request));

    auto user = TRY(acting_user(transaction, *corp, request));
    if (user.status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
    auto signed_in = TRY(sessions_.issue(transaction, std::move(user), std::move(*corp), app.id,
                                         static_cast<int>(request.client_type), context.source));
    AuditEntry entry;
    entry.at = signed_in.session.created_at;
    entry.corp_id = signed_in.corp.id;
    entry.actor_id = signed_in.user.id;
    entry.actor = signed_in.user.account;
    entry.operation = "sign_in_by_app";
    entry.account = signed_in.user.account;
    entry.request_id = context.request_id;
    entry.source = context.source;
    entry.outcome = "ok";
    entry.detail = "app " + app.id.value;
    TRY(insert_audit(transaction, entry));
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
    // Contract: an app of one enterprise leaves corpId out, one of a service provider gives it.
    bool const has_corp = request.corp_id && !request.corp_id->empty();
    bool const is_providers_app = app->corp_id.empty();
    if (has_corp != is_providers_app) {
        return is_providers_app ? invalid_field("corpId", Fault::missing)
                                : refusal(ErrorCode::app_id_rejected, "corpId with a corp's app");
    }
    auto const key = TRY(sealer_.open(SealPurpose::app_key, app->id.value, app->sealed_key));
    if (!is_app_signature(key, signed_parts(request), authorization->signature)) {
        return refusal(ErrorCode::app_id_rejected, "wrong signature");
    }
    if (request.expire_time_s != 0 && request.expire_time_s < unix_seconds(clock_.now())) {
        return refusal(ErrorCode::signature_expired);
    }
    return std::move(*app);
}

Status CreateAppToken::use_nonce(Transaction& transaction, AppTokenRequest const& request) const {
    // A signature that never expires keeps its nonce for ever. One that expires beyond what the
    // calendar holds (some clients send milliseconds) is as good as that.
    constexpr std::int64_t seconds_max = 253'402'300'799;  // The end of the year 9999.
    std::optional<Instant> expires_at;
    if (request.expire_time_s != 0 && request.expire_time_s <= seconds_max) {
        // Accepted to the last millisecond of its second.
        expires_at = from_unix_milliseconds((request.expire_time_s + 1) * 1000);
    }
    auto const hash = hashes_.of(HashPurpose::nonce, request.nonce);
    if (!TRY(insert_nonce(transaction, AppId{request.app_id}, hash, expires_at))) {
        return refusal(ErrorCode::nonce_reused);
    }
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
    user.name = request.user_name.empty() ? request.user_id : request.user_name;
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
