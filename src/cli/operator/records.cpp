#include "cli/operator/records.hpp"

#include <array>
#include <utility>

#include "base/duration_text.hpp"
#include "cli/text/moment.hpp"
#include "cli/text/shell_word.hpp"
#include "cli/text/table.hpp"
#include "domain/activation/code_format_text.hpp"
#include "domain/activation/serial_number.hpp"
#include "operations/objects/audit_object.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

struct KindRow {
    UserType type;
    std::string_view name;
};

constexpr std::array<KindRow, 5> kinds{{
    {UserType::member, "member"},
    {UserType::hard_terminal, "hard-terminal"},
    {UserType::smart_tv, "smart-tv"},
    {UserType::idea_hub, "idea-hub"},
    {UserType::smart_rooms, "smart-rooms"},
}};

std::string_view admin_name(AdminType type) {
    switch (type) {
        case AdminType::default_admin:
            return "default";
        case AdminType::admin:
            return "admin";
        case AdminType::none:
            break;
    }
    return "none";
}

json::array departments_array(User const& user) {
    auto const codes = split_departments(user.role_departments);
    return json::array(codes.begin(), codes.end());
}

std::string_view status_name(AccountStatus status) {
    return status == AccountStatus::disabled ? "disabled" : "normal";
}

std::string_view state_name(TerminalState state) {
    switch (state) {
        case TerminalState::issued:
            return "issued";
        case TerminalState::lapsed:
            return "lapsed";
        case TerminalState::active:
            return "active";
        case TerminalState::released:
            break;
    }
    return "released";
}

std::string on_off(bool is_on) { return is_on ? "on" : "off"; }

json::object terminal_json(Terminal const& terminal, Instant now) {
    json::object answer{{"devType", wire_name(terminal.device_type)},
                        {"state", state_name(state_of(terminal, now))}};
    if (terminal.code) answer["activeCodeExpireTime"] = moment_text(terminal.code->expires_at);
    if (terminal.binding) {
        auto const& binding = *terminal.binding;
        answer["sn"] = binding.sn;
        answer["snIsPlaceholder"] = is_placeholder_sn(binding.sn);
        answer["model"] = binding.model;
        answer["softwareVersion"] = binding.software_version;
        answer["activeTime"] = moment_text(binding.bound_at);
        answer["lastSeenTime"] = moment_text(binding.last_seen_at);
    }
    return answer;
}

/// How a list that was cut goes on; nothing to say about a whole one.
template <class Record>
std::string rest_of(Page<Record> const& page) {
    auto const end = page.offset + static_cast<std::int64_t>(page.data.size());
    if (page.offset == 0 && end >= page.count) return {};
    std::string text = "\n" + std::to_string(page.offset + (page.data.empty() ? 0 : 1)) + ".." +
                       std::to_string(end) + " of " + std::to_string(page.count);
    if (end < page.count) text += "; more with --offset " + std::to_string(end);
    return text + "\n";
}

/// A record that stands for several says how many, and until when.
std::string detail_of(AuditEntry const& entry) {
    if (entry.count == 1) return entry.detail;
    auto text = entry.detail.empty() ? std::string{} : entry.detail + "; ";
    text += std::to_string(entry.count) + " in all";
    if (entry.last_at) text += ", last " + moment_text(*entry.last_at);
    return text;
}

}  // namespace

std::string_view user_kind_name(UserType type) {
    for (auto const& row : kinds) {
        if (row.type == type) return row.name;
    }
    return {};
}

std::optional<UserType> user_kind_named(std::string_view name) {
    for (auto const& row : kinds) {
        if (row.name == name) return row.type;
    }
    return std::nullopt;
}

json::object corp_json(Corp const& corp) {
    json::object limits;
    for (auto const& each : all_resources) {
        auto const limit = ResourceLimits::of(corp.limits, each.type);
        auto& shown = limits[user_kind_name(each.type)];
        if (limit != ResourceLimits::unlimited) shown = limit;
    }
    return {{"corpId", corp.id.value},
            {"name", corp.name},
            {"address", corp.address},
            {"codeValiditySeconds", corp.policy.code_validity / std::chrono::seconds{1}},
            {"codeFormat", code_format_text(corp.policy.code_format)},
            {"autoUserCreate", corp.policy.auto_user_create},
            {"strictNonces", corp.policy.strict_nonces},
            {"sms", corp.policy.enable_sms},
            {"language", wire_name(corp.policy.language)},
            {"timeZone", corp.policy.time_zone},
            {"totp", corp.policy.requires_totp ? "required" : "optional"},
            {"limits", std::move(limits)},
            {"createTime", moment_text(corp.created_at)}};
}

json::object user_json(UserRow const& row, Instant now) {
    auto const& user = row.user;
    json::object answer{{"account", user.account},
                        {"name", user.name},
                        {"corpId", user.corp_id.value},
                        {"kind", user_kind_name(user.type)},
                        {"admin", admin_name(admin_type_of(user))},
                        {"role", wire_name(user.role)},
                        {"roleDeptCodes", departments_array(user)},
                        {"status", status_name(user.status)},
                        {"thirdAccount", user.third_account},
                        {"deptCode", user.department_code},
                        {"createTime", moment_text(user.created_at)},
                        {"terminal", nullptr}};
    if (row.terminal) {
        auto terminal = terminal_json(*row.terminal, now);
        if (row.terminal->binding) {
            terminal["snAlsoAt"] = json::array(row.sn_accounts.begin(), row.sn_accounts.end());
        }
        answer["terminal"] = std::move(terminal);
    }
    return answer;
}

json::object app_json(App const& app) {
    return {{"appId", app.id.value},
            {"name", app.name},
            {"description", app.description},
            {"corpId", app.corp_id.value},
            {"isServiceProvider", app.corp_id.empty()},
            {"status", app.is_disabled ? "disabled" : "normal"},
            {"createTime", moment_text(app.created_at)},
            {"updateTime", moment_text(app.updated_at)}};
}

json::object code_json(FoundCode const& code, Instant now) {
    auto const& row = code.row;
    return {{"id", row.code.id().value},
            {"account", row.account},
            {"name", row.name},
            {"devType", wire_name(row.device_type)},
            {"deptCode", row.department_code},
            {"deptName", row.department_name},
            {"activeCode", code.code.reveal()},
            {"state", row.code.expires_at <= now ? "lapsed" : "issued"},
            {"createTime", moment_text(row.code.created_at)},
            {"expireTime", moment_text(row.code.expires_at)}};
}

json::object notice_json(FoundNotice const& found) {
    auto const& notice = found.row.notice;
    return {{"id", notice.id.value},
            {"account", found.row.account},
            {"name", found.row.name},
            {"channel", wire_name(notice.channel)},
            {"contact", notice.masked_contact},
            {"language", wire_name(notice.language)},
            {"state", wire_name(notice.state)},
            {"failure", notice.failure},
            {"attempts", notice.attempts},
            {"report", wire_name(notice.report)},
            {"createTime", moment_text(notice.created_at)},
            {"expireTime", moment_text(notice.expires_at)},
            {"resendable", found.is_resendable},
            {"needsContact", found.needs_contact}};
}

json::object audit_json(AuditEntry const& entry) {
    auto answer = audit_object(entry);
    answer["corpId"] = entry.corp_id.value;
    answer["time"] = moment_text(entry.at);
    answer["lastTime"] = moment_text(entry.last_at.value_or(entry.at));
    return answer;
}

std::string corp_text(Corp const& corp) {
    std::string limits;
    for (auto const& each : all_resources) {
        auto const limit = ResourceLimits::of(corp.limits, each.type);
        if (limit == ResourceLimits::unlimited) continue;
        limits += (limits.empty() ? "" : ", ") + std::string(user_kind_name(each.type)) + ' ' +
                  std::to_string(limit);
    }
    return render_fields({{"Enterprise", corp.id.value},
                          {"Name", corp.name},
                          {"Address", corp.address.empty() ? "-" : corp.address},
                          {"Code validity", duration_text(corp.policy.code_validity)},
                          {"Code format", code_format_text(corp.policy.code_format)},
                          {"Auto user create", on_off(corp.policy.auto_user_create)},
                          {"Strict nonces", on_off(corp.policy.strict_nonces)},
                          {"SMS", on_off(corp.policy.enable_sms)},
                          {"Language", std::string(wire_name(corp.policy.language))},
                          {"Time zone", corp.policy.time_zone.empty() ? "that of the language"
                                                                      : corp.policy.time_zone},
                          {"TOTP", corp.policy.requires_totp ? "required" : "optional"},
                          {"Limits", limits.empty() ? "none" : limits},
                          {"Created", moment_text(corp.created_at)}});
}

void show_created_corp(Output& output, CreatedCorp const& corp) {
    auto const strict = output.to_run("roomkey corp set --corp " + shell_word(corp.corp_id.value) +
                                      " --strict-nonces on");
    output.show_once(json::object{{"corpId", corp.corp_id.value},
                                  {"adminAccount", corp.admin_account},
                                  {"adminPassword", corp.admin_password.reveal()},
                                  {"appId", corp.app_id.value},
                                  {"appKey", corp.app_key.reveal()}},
                     render_fields({{"Enterprise", corp.corp_id.value},
                                    {"Administrator", corp.admin_account},
                                    {"Password", corp.admin_password.reveal()},
                                    {"App ID", corp.app_id.value},
                                    {"App Key", corp.app_key.reveal()}}) +
                         "\nRecommended if your programs sign each sign-in anew: " + strict + '\n',
                     {password_of(corp.admin_account), key_of(corp.app_id)});
}

ShownOnce password_of(std::string const& account) {
    return {"password", "roomkey user password " + shell_word(account)};
}

ShownOnce key_of(AppId const& app) {
    return {"App Key", "roomkey app reset-key " + shell_word(app.value)};
}

std::string corps_table(std::vector<Corp> const& corps) {
    std::vector<std::vector<std::string>> rows;
    rows.reserve(corps.size());
    for (auto const& corp : corps) {
        rows.push_back({corp.id.value, corp.name, duration_text(corp.policy.code_validity),
                        code_format_text(corp.policy.code_format), moment_text(corp.created_at)});
    }
    return render_table({"ENTERPRISE", "NAME", "CODE VALIDITY", "CODE FORMAT", "CREATED"}, rows);
}

std::string users_table(Page<UserRow> const& page, Instant now) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& row : page.data) {
        auto const& user = row.user;
        bool const is_bound = row.terminal && row.terminal->binding;
        rows.push_back({user.account, user.name, std::string(user_kind_name(user.type)),
                        std::string(admin_name(admin_type_of(user))),
                        std::string(status_name(user.status)),
                        row.terminal ? std::string(state_name(state_of(*row.terminal, now))) : "-",
                        is_bound ? row.terminal->binding->sn : "-",
                        is_bound ? moment_text(row.terminal->binding->last_seen_at) : "-"});
    }
    return render_table(
               {"ACCOUNT", "NAME", "KIND", "ADMIN", "STATUS", "TERMINAL", "SN", "LAST SEEN"},
               rows) +
           rest_of(page);
}

std::string apps_table(std::vector<App> const& apps) {
    std::vector<std::vector<std::string>> rows;
    rows.reserve(apps.size());
    for (auto const& app : apps) {
        rows.push_back({app.id.value, app.name, app.is_disabled ? "disabled" : "normal",
                        moment_text(app.created_at), app.description});
    }
    return render_table({"APP ID", "NAME", "STATUS", "CREATED", "DESCRIPTION"}, rows);
}

std::string codes_table(Page<FoundCode> const& page, Instant now) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& found : page.data) {
        auto const& row = found.row;
        rows.push_back({row.code.id().value, found.code.reveal(), row.account, row.name,
                        std::string(wire_name(row.device_type)),
                        row.code.expires_at <= now ? "lapsed" : "issued",
                        moment_text(row.code.expires_at)});
    }
    return render_table({"ID", "CODE", "ACCOUNT", "NAME", "TYPE", "STATE", "EXPIRES"}, rows) +
           rest_of(page);
}

std::string notices_table(Page<FoundNotice> const& page) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& found : page.data) {
        auto const& notice = found.row.notice;
        rows.push_back({notice.id.value, moment_text(notice.created_at), found.row.account,
                        std::string(wire_name(notice.channel)), notice.masked_contact,
                        std::string(wire_name(notice.state)), std::to_string(notice.attempts),
                        std::string(wire_name(notice.report)), notice.failure});
    }
    return render_table({"ID", "CREATED", "ACCOUNT", "CHANNEL", "CONTACT", "STATE", "ATTEMPTS",
                         "REPORT", "FAILURE"},
                        rows) +
           rest_of(page);
}

std::string audit_table(Page<AuditEntry> const& page) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& entry : page.data) {
        rows.push_back({moment_text(entry.at), entry.corp_id.value, entry.actor, entry.operation,
                        entry.account, entry.outcome, entry.source, detail_of(entry)});
    }
    return render_table({"TIME", "ENTERPRISE", "ACTOR", "OPERATION", "ACCOUNT", "OUTCOME", "SOURCE",
                         "DETAIL"},
                        rows) +
           rest_of(page);
}

}  // namespace roomkey
