#include "usecase/directory/corps.hpp"

#include <utility>

#include "base/duration_text.hpp"
#include "domain/account/account_name.hpp"
#include "domain/activation/code_format_text.hpp"
#include "domain/text_field.hpp"
#include "domain/time_zone.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/key_checks.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

constexpr int corp_id_tries_max = 8;

namespace commands {
constexpr auto create_corp = operator_only("create_corp");
constexpr auto list_corps = operator_only("list_corps");
}  // namespace commands

Duration seconds_long(std::int64_t count) { return std::chrono::seconds{count}; }

constexpr auto update_fields = bind<CorpChange>(
    rules::update_corp_basic_info,
    {field<&CorpChange::address>("address"), field<&CorpChange::auto_user_create>("autoUserCreate"),
     field<&CorpChange::requires_totp>("totpRequired"),
     converted<seconds_long, &CorpChange::code_validity>("codeValiditySeconds"),
     converted<parse_code_format, &CorpChange::code_format>("codeFormat"),
     converted<language_named, &CorpChange::language>("language"),
     field<&CorpChange::time_zone>("timeZone")});

Status apply(Corp& corp, CorpChange const& wanted) {
    if (wanted.name) TRY(check_text(*wanted.name, "name", 1, corp_name_length_max));
    corp.name = wanted.name.value_or(corp.name);
    corp.address = wanted.address.value_or(corp.address);
    auto& policy = corp.policy;
    policy.code_validity = wanted.code_validity.value_or(policy.code_validity);
    policy.code_format = wanted.code_format.value_or(policy.code_format);
    policy.auto_user_create = wanted.auto_user_create.value_or(policy.auto_user_create);
    policy.strict_nonces = wanted.strict_nonces.value_or(policy.strict_nonces);
    policy.enable_sms = wanted.enable_sms.value_or(policy.enable_sms);
    policy.language = wanted.language.value_or(policy.language);
    policy.time_zone = wanted.time_zone.value_or(policy.time_zone);
    policy.requires_totp = wanted.requires_totp.value_or(policy.requires_totp);
    TRY(check_policy(policy));
    for (auto const& [type, limit] : wanted.limits) {
        if (limit && (*limit < 0 || *limit > ResourceLimits::max)) {
            return invalid_field("limit", Fault::out_of_range, "0..1000000, none");
        }
        ResourceLimits::of(corp.limits, type) = limit.value_or(ResourceLimits::unlimited);
    }
    return Done{};
}

std::string_view on_off(bool is_on) { return is_on ? "on" : "off"; }

std::string format_text(CodeFormat const& format) {
    bool const is_decimal = format.alphabet == CodeFormat::Alphabet::decimal;
    return std::to_string(format.length) + (is_decimal ? " digits" : " characters");
}

std::string limit_text(int limit) {
    return limit == ResourceLimits::unlimited ? "none" : std::to_string(limit);
}

/// What a change set, for its audit record: "totp optional; strict nonces off".
std::string difference(Corp const& before, Corp const& after) {
    std::string text;
    auto const add = [&](bool is_new, std::string const& what, std::string_view value) {
        if (!is_new) return;
        text += (text.empty() ? "" : "; ") + what + ' ';
        text += value;
    };
    auto const& old = before.policy;
    auto const& policy = after.policy;
    add(after.name != before.name, "name", after.name);
    add(after.address != before.address, "address", after.address.empty() ? "none" : "changed");
    add(policy.code_validity != old.code_validity, "code validity",
        duration_text(policy.code_validity));
    add(policy.code_format != old.code_format, "code format", format_text(policy.code_format));
    add(policy.auto_user_create != old.auto_user_create, "auto user create",
        on_off(policy.auto_user_create));
    add(policy.strict_nonces != old.strict_nonces, "strict nonces", on_off(policy.strict_nonces));
    add(policy.enable_sms != old.enable_sms, "sms", on_off(policy.enable_sms));
    add(policy.language != old.language, "language", wire_name(policy.language));
    add(policy.time_zone != old.time_zone, "time zone",
        policy.time_zone.empty() ? "none" : policy.time_zone);
    add(policy.requires_totp != old.requires_totp, "totp",
        policy.requires_totp ? "required" : "optional");
    for (auto const& [type, name] : all_resources) {
        auto const limit = ResourceLimits::of(after.limits, type);
        add(limit != ResourceLimits::of(before.limits, type), "limit " + std::string(name),
            limit_text(limit));
    }
    return text;
}

}  // namespace

Fields<CorpChange> update_corp_fields() { return update_fields; }

Status check_policy(CorpPolicy const& policy) {
    if (policy.code_validity < code_validity_min || policy.code_validity > code_validity_max) {
        return invalid_field("code-validity", Fault::out_of_range, "1m..365d");
    }
    int const length = policy.code_format.length;
    bool const is_decimal = policy.code_format.alphabet == CodeFormat::Alphabet::decimal;
    bool const is_length_good =
        is_decimal ? length >= decimal_code_length_min && length <= decimal_code_length_max
                   : length == crockford_code_length;
    if (!is_length_good) {
        return invalid_field("code-format", Fault::out_of_range, "digits:8..16, crockford");
    }
    if (!policy.time_zone.empty() && !is_time_zone(policy.time_zone)) {
        return invalid_field("timeZone", Fault::unknown_value,
                             "a name of the time zone database, such as Europe/Berlin");
    }
    return Done{};
}

Result<Corps::Draft> Corps::draft(NewCorp const& wanted) const {
    TRY(check_text(wanted.name, "name", 1, corp_name_length_max));
    if (wanted.admin_account) TRY(require_account_name(*wanted.admin_account));
    if (wanted.admin_password) TRY(check_operator_password(*wanted.admin_password));
    Draft made;
    made.name = wanted.name;
    made.created.corp_id = wanted.id.value_or(CorpId{});
    made.created.admin_account = wanted.admin_account.value_or("");
    made.created.admin_password =
        wanted.admin_password ? *wanted.admin_password : tokens_.password();
    if (wanted.has_app) {
        made.created.app_id = AppId{tokens_.id()};
        made.created.app_key = tokens_.app_key();
    }
    made.password_hash = TRY(passwords_.hash(made.created.admin_password));
    return made;
}

Result<CreatedCorp> Corps::insert(Change& change, Draft const& draft) const {
    auto& transaction = change.transaction;
    auto const now = change.permit.now;
    auto answer = draft.created;
    Corp corp;
    corp.name = draft.name;
    corp.created_at = now;
    corp.id = answer.corp_id;
    TRY(insert_free(transaction, corp));
    answer.corp_id = corp.id;

    User admin;
    admin.id = UserId{tokens_.id()};
    admin.corp_id = corp.id;
    admin.account = answer.admin_account.empty() ? "admin@" + corp.id.value : answer.admin_account;
    admin.name = "Administrator";
    admin.department_code = root_department;
    admin.role = Role::default_administrator;
    admin.password_hash = draft.password_hash;
    admin.created_at = now;
    if (!TRY(insert_user(transaction, admin))) {
        return refusal_about(ErrorCode::account_exists, admin.account);
    }
    answer.admin_account = admin.account;
    change.about(corp.id, admin.account, {});
    if (answer.app_id.empty()) return answer;

    App app;
    app.id = draft.created.app_id;
    app.corp_id = corp.id;
    app.name = "default";
    app.sealed_key = sealer_.seal(SealPurpose::app_key, app.id.value, draft.created.app_key);
    app.created_at = now;
    app.updated_at = now;
    if (!TRY(insert_app(transaction, app))) return unavailable("app id taken");
    return answer;
}

Status Corps::insert_free(Transaction& transaction, Corp& corp) const {
    if (!corp.id.empty()) {
        if (TRY(insert_corp(transaction, corp))) return Done{};
        return invalid_field("id", Fault::duplicated);
    }
    for (int i = 0; i < corp_id_tries_max; ++i) {
        corp.id = CorpId{tokens_.corp_id()};
        if (TRY(insert_corp(transaction, corp))) return Done{};
    }
    return unavailable("no free enterprise id found");
}

Result<CreatedCorp> Corps::create(NewCorp const& wanted) const {
    auto const made = TRY(draft(wanted));
    return gate_.change(operator_of_all(), commands::create_corp, {},
                        [&](Change& change) { return insert(change, made); });
}

Result<std::optional<CreatedCorp>> Corps::create_first(std::string const& name) const {
    using Made = Result<std::optional<CreatedCorp>>;
    if (!TRY(list()).empty()) return std::optional<CreatedCorp>{};
    auto const made = TRY(draft(NewCorp{name}));
    return gate_.change(operator_of_all(), commands::create_corp, {}, [&](Change& change) -> Made {
        // Held until the end, so that another that is at the same sees this one's enterprise.
        TRY(key_checks(change.transaction));
        if (!TRY(list_corps(change.transaction)).empty()) {
            change.skip_record();
            return std::optional<CreatedCorp>{};
        }
        return std::optional(TRY(insert(change, made)));
    });
}

Result<ShownCorp> shown_corp(Reader& reader, Permit const& permit) {
    auto admin = TRY(find_default_admin(reader, permit.corp.id));
    if (!admin) return internal_error("enterprise without default administrator");
    return ShownCorp{permit.corp, *std::move(admin)};
}

Result<ShownCorp> Corps::show(NoFields const& /*request*/, Actor const& actor) const {
    return gate_.read(actor, operations::show_corp_basic_info, shown_corp);
}

Result<Corp> Corps::update(CorpChange const& wanted, Actor const& actor) const {
    return gate_.change(actor, operations::update_corp_basic_info, {},
                        [&](Change& change) -> Result<Corp> {
                            auto corp = TRY(hold_corp(change.transaction, change.permit.corp.id));
                            if (!corp) return internal_error("the actor's enterprise is gone");
                            auto const before = *corp;
                            TRY(apply(*corp, wanted));
                            TRY(update_corp(change.transaction, *corp));
                            change.about({}, difference(before, *corp));
                            return *std::move(corp);
                        });
}

Result<std::vector<Corp>> Corps::list() const {
    return gate_.read(operator_of_all(), commands::list_corps,
                      [](Reader& reader, Permit const& /*permit*/) { return list_corps(reader); });
}

}  // namespace roomkey
