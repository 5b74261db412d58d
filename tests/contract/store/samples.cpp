#include "tests/contract/store/samples.hpp"

namespace roomkey::contract {

Digest digest(int number) {
    Digest digest{};
    for (std::size_t i = 0; i < sizeof number; ++i) {
        digest[i] = static_cast<std::uint8_t>(static_cast<unsigned>(number) >> (8 * i));
    }
    digest.back() = 0xd1;
    return digest;
}

Corp sample_corp(std::string const& id, std::string const& name) {
    Corp corp;
    corp.id = CorpId{id};
    corp.name = name;
    corp.policy.code_validity = days(3);
    corp.policy.code_format = {CodeFormat::Alphabet::crockford32, crockford_code_length};
    corp.policy.auto_user_create = false;
    corp.policy.strict_nonces = true;
    corp.policy.enable_sms = false;
    corp.policy.requires_totp = true;
    corp.policy.single_sign_on = SingleSignOn::required;
    corp.address = "1 Example Road";
    corp.limits = {11, 12, 13, 14, ResourceLimits::unlimited};
    corp.created_at = start;
    return corp;
}

Department sample_department(std::string const& corp, std::string const& code,
                             Department const& parent, std::string const& name) {
    Department department;
    department.corp_id = CorpId{corp};
    department.code = code;
    department.parent_code = parent.code;
    department.name = name;
    department.code_path = parent.code_path + "#" + code;
    department.name_path = parent.name_path + "#" + name;
    return department;
}

App sample_app(int number, std::string const& corp) {
    App app;
    app.id = AppId{"app-" + std::to_string(number)};
    app.corp_id = CorpId{corp};
    app.name = "App " + std::to_string(number);
    app.description = "For tests";
    app.sealed_key = {1, 2, 0, 3};
    app.created_at = start + seconds(number);
    app.updated_at = start + seconds(number);
    return app;
}

User sample_member(std::string const& corp, std::string const& account) {
    User user;
    user.id = UserId{"user-" + account};
    user.corp_id = CorpId{corp};
    user.account = account;
    user.name = "Name of " + account;
    user.english_name = "English";
    user.phone = "+8617312345678";
    user.country = "chinaPR";
    user.email = account + "@example.com";
    user.department_code = root_department;
    user.title = "Engineer";
    user.signature = "Signed";
    user.description = "Described";
    user.third_account = "third-" + account;
    user.sort_level = 7;
    user.hide_phone = true;
    user.password_hash = "hash";
    user.earlier_passwords = "older\noldest";
    user.password_changed_at = start + seconds(1);
    user.sealed_totp = {3, 0, 4};
    user.totp_step = 5;
    user.updated_at = start + seconds(2);
    user.created_at = start;
    return user;
}

Terminal sample_terminal(std::string const& corp, std::string const& account) {
    Terminal terminal;
    terminal.user = sample_member(corp, account);
    terminal.user.type = UserType::idea_hub;
    terminal.user.third_account.clear();
    terminal.device_type = DeviceType::idea_hub;
    return terminal;
}

Terminal sample_hard_terminal(std::string const& corp, std::string const& account) {
    auto terminal = sample_terminal(corp, account);
    terminal.user.type = UserType::hard_terminal;
    terminal.user.serial_number = "SN-" + account;
    terminal.user.number = "+99-" + account;
    terminal.device_type = DeviceType::hard_terminal;
    terminal.model = "TE20";
    terminal.projection_mode = 1;
    return terminal;
}

ActiveCode sample_code(int number, Instant created_at) {
    ActiveCode code;
    code.hash = digest(number);
    code.sealed = {9, 0, static_cast<std::uint8_t>(number)};
    code.created_at = created_at;
    code.expires_at = created_at + days(10);
    return code;
}

Binding sample_binding(int number, UserId const& user) {
    Binding binding;
    binding.id = BindingId{"binding-" + std::to_string(number)};
    binding.user_id = user;
    binding.sn = "SN" + std::to_string(number);
    binding.model = "Model";
    binding.software_version = "1.2.3";
    binding.bound_at = start;
    binding.last_seen_at = start;
    return binding;
}

Credential sample_credential(int number, Binding const& binding) {
    Credential credential;
    credential.hash = digest(number);
    credential.binding_id = binding.id;
    credential.issued_at = start;
    credential.expires_at = start + days(90);
    return credential;
}

Session sample_session(int number, UserId const& user) {
    Session session;
    session.access_hash = digest(number);
    session.refresh_hash = digest(-number);
    session.user_id = user;
    session.source = "192.0.2.1";
    session.user_agent = "Browser/1.0";
    session.proof = SignInProof::provider;
    session.created_at = start + seconds(number);
    session.seen_at = session.created_at + seconds(1);
    session.expires_at = session.created_at + access_token_validity;
    session.refresh_created_at = session.created_at;
    session.refresh_expires_at = session.created_at + refresh_token_validity;
    return session;
}

Notice sample_notice(int number, UserId const& user) {
    Notice notice;
    notice.id = NoticeId{"notice-" + std::to_string(number)};
    notice.corp_id = CorpId{"100000001"};
    notice.user_id = user;
    notice.code_id = sample_code(number).id();
    notice.channel = Channel::sms;
    notice.language = Language::en_us;
    notice.sealed_contact = {5, 0, 6};
    notice.masked_contact = "+86173****5678";
    notice.created_at = start + seconds(number);
    notice.next_attempt_at = notice.created_at;
    notice.expires_at = start + days(10);
    return notice;
}

AuditEntry sample_audit(std::string const& corp, std::string const& account, Instant at) {
    AuditEntry entry;
    entry.at = at;
    entry.corp_id = CorpId{corp};
    entry.actor_id = UserId{"user-admin"};
    entry.actor = "admin";
    entry.operation = "reset_code";
    entry.account = account;
    entry.request_id = "request";
    entry.source = "192.0.2.1";
    entry.outcome = "ok";
    entry.detail = "+86173****5678";
    return entry;
}

}  // namespace roomkey::contract
