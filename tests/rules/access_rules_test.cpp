#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/permission_table.hpp"
#include "tests/rules/rule_bench.hpp"

namespace roomkey {
namespace {

enum class Who {
    nobody,
    stranger,
    member,
    auditor,
    help_desk,
    terminal_operator,
    administrator,
    default_administrator,
    terminal
};

constexpr std::pair<Who, char const*> everybody[] = {
    {Who::nobody, "nobody"},
    {Who::stranger, "a stranger"},
    {Who::member, "a member"},
    {Who::auditor, "an auditor"},
    {Who::help_desk, "a help desk"},
    {Who::terminal_operator, "an operator"},
    {Who::administrator, "an administrator"},
    {Who::default_administrator, "the default administrator"},
    {Who::terminal, "a terminal"},
};

constexpr char const* administrator_elsewhere = "with ids of another enterprise";
constexpr char const* administrator_of_departments = "an administrator of other departments";
constexpr char const* nothing_to_try = "-";

PermissionTable* make_table() {
    std::vector<std::string> columns;
    for (auto const& [who, name] : everybody) columns.emplace_back(name);
    columns.emplace_back(administrator_elsewhere);
    columns.emplace_back(administrator_of_departments);
    auto* const table = new PermissionTable(std::move(columns));
    testing::AddGlobalTestEnvironment(table);  // Owns it.
    return table;
}

PermissionTable* const table = make_table();

/// "403 not_permitted", or "200".
std::string seen(Answer const& answer) {
    auto const& reason = answer.reply.reason;
    return std::to_string(answer.status) + (reason.empty() ? "" : ' ' + std::string(reason));
}

bool has_user(Who who) {
    return who != Who::nobody && who != Who::stranger && who != Who::terminal;
}

/// What the roles are for, in words of its own.
bool has_permission(Permission permission, Who who) {
    switch (who) {
        case Who::administrator:
        case Who::default_administrator:
            return true;
        case Who::terminal_operator:
            return permission == Permission::create || has_permission(permission, Who::help_desk);
        case Who::help_desk:
            return permission == Permission::look || permission == Permission::reset;
        case Who::auditor:
            return permission == Permission::look || permission == Permission::oversee;
        default:
            return false;
    }
}

/// The jobs of the exchanges delete, move and disable accounts, for which it takes more than to
/// have jobs at all.
bool is_about_what_jobs_do(Operation const& operation) {
    constexpr std::string_view names[] = {"CreateJob", "AddJobRows", "StartJob", "CancelJob",
                                          "RetryJob"};
    return std::find(std::begin(names), std::end(names), operation.name) != std::end(names);
}

bool may_call(Operation const& operation, Who who) {
    switch (operation.access) {
        case Access::open:
            return true;
        case Access::signed_in:
            return has_user(who);
        case Access::administrator:
            return has_permission(
                is_about_what_jobs_do(operation) ? Permission::manage : operation.permission, who);
        case Access::default_administrator:
            return who == Who::default_administrator;
        case Access::terminal:
            return who == Who::terminal;
        case Access::operator_only:
            break;
    }
    return false;
}

std::string expected_refusal(Access access, Who who) {
    if (who == Who::nobody) return "401 USG.000000004 token_missing";
    bool const is_known = has_user(who) && access != Access::terminal;
    if (!is_known) return "401 USG.000000004 token_invalid";
    return access == Access::default_administrator ? "403 USG.000000004 default_admin_needed"
                                                   : "403 USG.000000004 not_permitted";
}

/// Whether it is about things of an enterprise.
bool is_about_things(Operation const& operation) {
    bool const has_id = operation.path.find('{') != std::string_view::npos;
    return operation.access == Access::administrator ||
           operation.access == Access::default_administrator ||
           (operation.access == Access::signed_in && has_id);
}

/// Whether a role of departments can find but a part of what it is about.
bool is_about_departments(Operation const& operation) {
    return operation.access == Access::administrator;
}

/// What is the caller's own, such as a password, is not the own of the next one.
bool is_about_anothers_own(Answer const& answer) {
    constexpr std::string_view reasons[] = {"password_not_yours", "old_password_wrong",
                                            "session_unknown", "totp_not_begun"};
    return std::find(std::begin(reasons), std::end(reasons), answer.reply.reason) !=
           std::end(reasons);
}

/// An id of the same form that nothing has.
std::string unknown_like(std::string id) {
    constexpr std::string_view digits = "0123456789";
    if (id.empty()) return id;
    auto& last = id.back();
    auto const at = digits.find(last);
    last = at == std::string_view::npos ? '0' : digits[(at + 1) % digits.size()];
    return id;
}

std::string replaced(std::string text, ExchangeValues const& from, ExchangeValues const& to) {
    for (auto const& [name, value] : from) {
        auto const& other = to.at(name);
        for (auto at = text.find(value); !value.empty() && at != std::string::npos;
             at = text.find(value, at + other.size())) {
            text.replace(at, value.size(), other);
        }
    }
    return text;
}

/// Who may call an operation is what the document says (`x-access`), and nothing is found out by
/// those who may not.
class AccessRules : public testing::TestWithParam<Operation const*> {
protected:
    AccessRules() {
        for (auto const* const role : {"administrator", "operator", "help_desk", "auditor"}) {
            rules_.make_holder(holder_of(role), role, {});
        }
    }

    std::string token_of(Who who) {
        switch (who) {
            case Who::nobody:
                return {};
            case Who::stranger:
                return GetParam()->access == Access::terminal ? "trm" + std::string(45, 'x')
                                                              : "stb" + std::string(37, 'x');
            case Who::member:
                return rules_.values.at("member_token");
            case Who::auditor:
                return token_of_holder("auditor");
            case Who::help_desk:
                return token_of_holder("help_desk");
            case Who::terminal_operator:
                return token_of_holder("operator");
            case Who::administrator:
                return token_of_holder("administrator");
            case Who::default_administrator:
                return rules_.values.at("administrator_token");
            case Who::terminal:
                return rules_.values.at("terminal_credential");
        }
        return {};
    }

    /// No account may be named "operator".
    static std::string holder_of(std::string const& role) { return "holder_" + role; }
    std::string token_of_holder(std::string const& role) {
        return rules_.bench.sign_in(rules_.bench.ours, holder_of(role)).field("accessToken");
    }

    void expect_refused(Who who, char const* name) {
        std::string texts[2];
        auto const token = token_of(who);
        // By what the job does, which is known once its fields are read.
        bool const is_by_kind =
            is_about_what_jobs_do(*GetParam()) && has_permission(GetParam()->permission, who);
        for (bool const is_malformed : {false, true}) {
            if (is_malformed && is_by_kind) continue;
            auto request = rules_.base();
            set_token(request, token);
            if (is_malformed) request.query.emplace_back("%zz", "1");
            rules_.has_recorded_success();
            for (auto const language : {Language::zh_cn, Language::en_us}) {
                auto const answer = request.send(rules_.bench, language);
                EXPECT_EQ(refusal_of(answer), expected_refusal(GetParam()->access, who));
                table->note(*GetParam(), name, seen(answer));
                texts[language == Language::zh_cn ? 0 : 1] = answer.field("error_msg");
            }
            EXPECT_NE(texts[0], texts[1]);
            EXPECT_FALSE(rules_.has_recorded_success());
        }
    }

    RuleBench rules_{*GetParam()};
};

TEST_P(AccessRules, LetInThoseThatTheDocumentNames) {
    if (!rules_.has_base()) return;
    for (auto const& [who, name] : everybody) {
        if (may_call(*GetParam(), who)) continue;
        SCOPED_TRACE(name);
        expect_refused(who, name);
    }
    auto const base = rules_.send_changed([](ExchangeRequest& /*request*/) {});
    EXPECT_EQ(base.status, 200) << "after all refusals: " << base.text;
    for (auto const& [who, name] : everybody) {
        // What is open to all needs no token, and one that is there does no harm.
        if (!may_call(*GetParam(), who)) continue;
        SCOPED_TRACE(name);
        auto const answer = rules_.send_changed(
            [&](ExchangeRequest& request) { set_token(request, token_of(who)); });
        table->note(*GetParam(), name, seen(answer));
        if (is_about_anothers_own(answer)) continue;
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
    if (!is_about_things(*GetParam())) {
        table->note(*GetParam(), administrator_elsewhere, nothing_to_try);
    }
    if (!is_about_departments(*GetParam())) {
        table->note(*GetParam(), administrator_of_departments, nothing_to_try);
    }
}

/// What callers must not find is as unknown to them as what nobody has, and stays as it is.
class UnknownThings : public testing::TestWithParam<Operation const*> {
protected:
    virtual std::string token() = 0;

    Answer send_as_them(ExchangeRequest request) {
        set_token(request, token());
        return request.send(rules_.bench, Language::en_us);
    }
    void expect_unknown(char const* column);
    /// Lists have nothing of what they must not find.
    void expect_nothing_listed();

    RuleBench rules_{*GetParam()};
};

void UnknownThings::expect_nothing_listed() {
    constexpr char const* names[] = {
        "account",      "terminal_account", "bound_account", "user_account",  "notified_account",
        "active_code",  "code_id",          "serial_number", "device_number", "draft_job",
        "finished_job", "queued_notice",    "settled_notice"};
    for (auto const& request : rules_.successes(rules_.values)) {
        auto const answer = send_as_them(request);
        if (answer.status != 200) continue;
        for (auto const* const name : names) {
            auto const& value = rules_.values.at(name);
            EXPECT_EQ(answer.text.find('"' + value + '"'), std::string::npos)
                << request.target() << " tells of " << name << ": " << answer.text;
        }
    }
}

void UnknownThings::expect_unknown(char const* column) {
    auto unknown = rules_.values;
    for (auto& [name, value] : unknown) value = unknown_like(value);
    // A screen that waits for approval belongs to no enterprise, so whoever reads its code knows
    // it.
    for (auto const* const name : {"user_code", "pairing_number"}) {
        unknown[name] = rules_.values.at(name);
    }
    auto const requests = rules_.successes(rules_.values);
    auto const requests_of_unknown = rules_.successes(unknown);
    bool has_ids = false;
    std::string first_seen = nothing_to_try;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        SCOPED_TRACE(requests[i].target());
        bool const is_same = requests[i].target() == requests_of_unknown[i].target() &&
                             requests[i].body == requests_of_unknown[i].body;
        if (is_same) continue;
        auto const of_ours = send_as_them(requests[i]);
        if (!has_ids) first_seen = seen(of_ours);
        has_ids = true;
        auto const of_unknown = send_as_them(requests_of_unknown[i]);
        EXPECT_EQ(of_ours.status, of_unknown.status) << of_ours.text;
        EXPECT_EQ(of_ours.reply.reason, of_unknown.reply.reason);
        EXPECT_EQ(replaced(of_ours.text, rules_.values, unknown), of_unknown.text);
    }
    bool const has_place = GetParam()->path.find('{') != std::string_view::npos;
    table->note(*GetParam(), column, first_seen);
    EXPECT_TRUE(has_ids || !has_place) << "no exchange of the document fills the path with an id";
    auto const base = rules_.base().send(rules_.bench, Language::en_us);
    EXPECT_EQ(base.status, 200) << "after what the others asked for: " << base.text;
}

class EnterpriseRules : public UnknownThings {
protected:
    std::string token() override { return rules_.bench.admin_token(rules_.bench.theirs); }
};

TEST_P(EnterpriseRules, MakeTheIdsOfAnotherUnknown) {
    if (rules_.has_base()) expect_unknown(administrator_elsewhere);
}

/// The administrator of a department that nothing of the exchanges is in. An operation that forgets
/// to ask for the reach of its actor is found out here.
class ScopeRules : public UnknownThings {
protected:
    ScopeRules() {
        auto const made = rules_.bench.send_as(
            rules_.values.at("administrator_token"), "POST", "/v1/usg/dcs/corp/dept",
            R"({"deptName":"Elsewhere","deptCode":"elsewhere"})");
        EXPECT_EQ(made.status, 200) << made.text;
        rules_.make_holder("warden", "administrator", {"elsewhere"});
    }

    std::string token() override {
        return rules_.bench.sign_in(rules_.bench.ours, "warden").field("accessToken");
    }
};

TEST_P(ScopeRules, MakeTheRestOfTheEnterpriseUnknown) {
    if (!rules_.has_base()) return;
    expect_unknown(administrator_of_departments);
    expect_nothing_listed();
}

std::string name_of(testing::TestParamInfo<Operation const*> const& row) {
    return std::string(row.param->name);
}

INSTANTIATE_TEST_SUITE_P(OfEveryOperation, AccessRules,
                         testing::ValuesIn(operations_that([](Operation const& /*operation*/) {
                             return true;
                         })),
                         name_of);
INSTANTIATE_TEST_SUITE_P(OfEveryOperation, EnterpriseRules,
                         testing::ValuesIn(operations_that(is_about_things)), name_of);
INSTANTIATE_TEST_SUITE_P(OfEveryOperation, ScopeRules,
                         testing::ValuesIn(operations_that(is_about_departments)), name_of);

}  // namespace
}  // namespace roomkey
