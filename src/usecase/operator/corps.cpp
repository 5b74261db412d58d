#include "usecase/operator/corps.hpp"

#include <utility>

#include "domain/text_field.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {
namespace {

constexpr std::size_t corp_name_length_max = 128;
constexpr int corp_id_tries_max = 8;

}  // namespace

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
    return Done{};
}

Result<OperateCorps::Draft> OperateCorps::draft(std::string const& name) {
    TRY(check_text(name, "name", 1, corp_name_length_max));
    Draft made;
    made.name = name;
    made.created.admin_password = tokens_.password();
    made.created.app_id = AppId{tokens_.id()};
    made.created.app_key = tokens_.app_key();
    made.password_hash = TRY(passwords_.hash(made.created.admin_password));
    return made;
}

Result<CreatedCorp> OperateCorps::insert(Transaction& transaction, Draft const& draft) {
    auto const now = clock_.now();
    Corp corp;
    corp.name = draft.name;
    corp.created_at = now;
    bool is_made = false;
    for (int i = 0; i < corp_id_tries_max && !is_made; ++i) {
        corp.id = CorpId{tokens_.corp_id()};
        is_made = TRY(transaction.insert_corp(corp));
    }
    if (!is_made) return unavailable("no free enterprise id found");

    User admin;
    admin.id = UserId{tokens_.id()};
    admin.corp_id = corp.id;
    admin.account = "admin@" + corp.id.value;
    admin.name = "Administrator";
    admin.department_code = root_department;
    admin.admin_type = AdminType::default_admin;
    admin.password_hash = draft.password_hash;
    admin.created_at = now;
    if (!TRY(transaction.insert_user(admin))) return unavailable("administrator name taken");

    App app;
    app.id = draft.created.app_id;
    app.corp_id = corp.id;
    app.name = "default";
    app.sealed_key = sealer_.seal(SealPurpose::app_key, app.id.value, draft.created.app_key);
    app.created_at = now;
    app.updated_at = now;
    if (!TRY(transaction.insert_app(app))) return unavailable("app id taken");
    TRY(transaction.insert_audit(audit_operator(corp.id, now, "create_corp", admin.account)));

    CreatedCorp answer = draft.created;
    answer.corp_id = corp.id;
    answer.admin_account = admin.account;
    return answer;
}

Result<CreatedCorp> OperateCorps::create(std::string const& name) {
    auto const made = TRY(draft(name));
    return store_.write([&](Transaction& transaction) { return insert(transaction, made); });
}

Result<std::optional<CreatedCorp>> OperateCorps::create_first(std::string const& name) {
    using Answer = Result<std::optional<CreatedCorp>>;
    if (!TRY(list()).empty()) return std::optional<CreatedCorp>{};
    auto const made = TRY(draft(name));
    return store_.write([&](Transaction& transaction) -> Answer {
        // Held until the end, so that another that is at the same sees this one's enterprise.
        TRY(transaction.key_checks());
        if (!TRY(transaction.list_corps()).empty()) return std::optional<CreatedCorp>{};
        return std::optional(TRY(insert(transaction, made)));
    });
}

Result<Corp> OperateCorps::update(CorpId const& id, CorpChange const& change) {
    return store_.write([&](Transaction& transaction) -> Result<Corp> {
        auto corp = TRY(transaction.hold_corp(id));
        if (!corp) return refusal_about(ErrorCode::corp_unknown, id.value);
        auto& policy = corp->policy;
        if (change.name) {
            TRY(check_text(*change.name, "name", 1, corp_name_length_max));
            corp->name = *change.name;
        }
        policy.code_validity = change.code_validity.value_or(policy.code_validity);
        policy.code_format = change.code_format.value_or(policy.code_format);
        policy.auto_user_create = change.auto_user_create.value_or(policy.auto_user_create);
        policy.strict_nonces = change.strict_nonces.value_or(policy.strict_nonces);
        policy.enable_sms = change.enable_sms.value_or(policy.enable_sms);
        TRY(check_policy(policy));
        TRY(transaction.update_corp(*corp));
        TRY(transaction.insert_audit(audit_operator(id, clock_.now(), "update_corp", "")));
        return std::move(*corp);
    });
}

Result<std::vector<Corp>> OperateCorps::list() {
    return store_.read([](Reader& reader) { return reader.list_corps(); });
}

}  // namespace roomkey
