#include "cli/operator/user_commands.hpp"

#include <memory>

#include "cli/operator/corp_choice.hpp"
#include "cli/operator/field_flags.hpp"
#include "cli/operator/password_input.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/table.hpp"
#include "fields/operation_rules.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

constexpr auto name_rule = rule_named(rules::add_user, "name");
constexpr auto password_rule = rule_named(rules::add_user, "pwd");

struct UserFlags {
    std::optional<std::string> corp;
    std::string account;
    std::string name;
    std::string third_account;
    bool is_administrator = false;
    bool is_password_on_input = false;
};

/// Flags of `list` besides those that are fields of SearchUsers: on a command line, kinds and
/// states have names.
struct ListFlags {
    FieldFlags<SearchUsersRequest> fields{search_users_fields()};
    std::optional<std::string> corp;
    std::vector<std::string> kinds;
    std::optional<std::string> status;
    std::int64_t offset = 0;
    int limit = 100;
};

void add_account_argument(CLI::App& command, std::string& account) {
    command.add_option("ACCOUNT,--account", account, "Account of a user or a terminal")
        ->type_name("")
        ->required();
}

void add_password_flag(CLI::App& command, bool& is_on_input) {
    command.add_flag(
        "--password-stdin", is_on_input,
        with_limits("Read the password from the first line of standard input", password_rule) +
            "; without this one is made and printed");
}

/// The password that is given, if it was announced.
Result<std::optional<Secret>> given_password(UserFlags const& flags, CommandRunner& runner) {
    if (!flags.is_password_on_input) return std::optional<Secret>{};
    return std::optional<Secret>{TRY(read_password(runner.console().in))};
}

/// A password is shown only if it was made here.
void show_password(Output& output, boost::json::object json, std::string const& account,
                   Secret const& password, bool is_given) {
    if (is_given) return output.show(json, render_fields({{"Account", account}}));
    json["password"] = password.reveal();
    output.show_once(json, render_fields({{"Account", account}, {"Password", password.reveal()}}),
                     {password_of(account)});
}

void add_add(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<UserFlags>();
    auto& command = *group.add_subcommand("add", "Make a user; terminals are made by 'code add'");
    add_account_argument(command, flags->account);
    add_corp_flag(command, flags->corp);
    command
        .add_option("--name", flags->name,
                    with_limits("Name", name_rule) + "; the account if left out")
        ->type_name("NAME");
    command.add_option("--third-account", flags->third_account, "Third-party user id, for App IDs")
        ->type_name("ID");
    command.add_flag("--admin", flags->is_administrator, "Make the user an administrator");
    add_password_flag(command, flags->is_password_on_input);
    runner.operate(command, [flags, &runner](UseCases const& services, Output& output) -> Status {
        NewUser request;
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        request.account = flags->account;
        request.name = flags->name;
        request.third_account = flags->third_account;
        request.is_administrator = flags->is_administrator;
        request.password = TRY(given_password(*flags, runner));
        auto const created = TRY(services.users.create(request, operator_of(corp.id)));
        show_password(output,
                      user_json({created.user, {}, {}, {}, {}, {}}, runner.host().clock().now()),
                      created.user.account, created.password, flags->is_password_on_input);
        return Done{};
    });
}

Result<UserSearch> search_of(ListFlags const& flags) {
    UserSearch search;
    search.page = {flags.offset, flags.limit};
    search.text = TRY(flags.fields.read()).search.text;
    // The texts were checked when the command line was parsed.
    for (auto const& kind : flags.kinds) search.types.push_back(*user_kind_named(kind));
    if (flags.status) {
        search.status =
            *flags.status == "disabled" ? AccountStatus::disabled : AccountStatus::normal;
    }
    search.with_inactive_terminals = true;
    return search;
}

void add_list(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<ListFlags>();
    auto& command = *group.add_subcommand("list", "List users and terminals, newest first");
    add_corp_flag(command, flags->corp);
    flags->fields.add(command, "--search", "searchKey", "A part of name, account, email or phone")
        ->type_name("TEXT");
    command
        .add_option(
            "--kind", flags->kinds,
            "Only this kind: member, hard-terminal, smart-tv, idea-hub, smart-rooms; may be "
            "repeated")
        ->type_name("KIND")
        ->allow_extra_args(false)
        ->check(accepts(user_kind_named, "member, hard-terminal, smart-tv, idea-hub, smart-rooms"));
    command.add_option("--status", flags->status, "Only accounts that are normal, or disabled")
        ->type_name("STATUS")
        ->check(one_of({"normal", "disabled"}));
    add_page_flags(command, flags->offset, flags->limit);
    runner.operate(command, [flags, &runner](UseCases const& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        auto const page = TRY(services.users.list(TRY(search_of(*flags)), operator_of(corp.id)));
        auto const now = runner.host().clock().now();
        output.show(page_json(page, [&](UserRow const& row) { return user_json(row, now); }),
                    users_table(page, now));
        return Done{};
    });
}

void add_set_disabled(CLI::App& group, CommandRunner& runner, bool is_disabled) {
    auto const flags = std::make_shared<UserFlags>();
    auto& command = *group.add_subcommand(
        is_disabled ? "disable" : "enable",
        is_disabled ? "Disable an account; its tokens open nothing, its terminal is unbound"
                    : "Enable an account again; a terminal is not bound again by this");
    add_account_argument(command, flags->account);
    runner.operate(
        command, [flags, is_disabled](UseCases const& services, Output& output) -> Status {
            TRY(services.users.set_disabled(flags->account, is_disabled));
            auto const* const status = is_disabled ? "disabled" : "normal";
            output.show(
                {{"account", flags->account}, {"status", status}},
                printable(flags->account) + " is " + (is_disabled ? "disabled" : "enabled") + "\n");
            return Done{};
        });
}

void add_delete(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<UserFlags>();
    auto& command =
        *group.add_subcommand("delete", "Delete an account; a terminal of it is unbound");
    add_account_argument(command, flags->account);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        TRY(services.users.remove(flags->account));
        output.show({{"account", flags->account}, {"status", "deleted"}},
                    printable(flags->account) + " is deleted\n");
        return Done{};
    });
}

void add_password(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<UserFlags>();
    auto& command = *group.add_subcommand(
        "password", "Set a user's password; ends the user's sessions and lifts a lock");
    add_account_argument(command, flags->account);
    add_password_flag(command, flags->is_password_on_input);
    runner.operate(command, [flags, &runner](UseCases const& services, Output& output) -> Status {
        auto const given = TRY(given_password(*flags, runner));
        auto const password = TRY(services.passwords.set(flags->account, given));
        show_password(output, {{"account", flags->account}}, flags->account, password,
                      given.has_value());
        return Done{};
    });
}

void add_totp_reset(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<UserFlags>();
    auto& command = *group.add_subcommand(
        "totp-reset", "Forget a user's one-time passwords, such as for a lost phone");
    add_account_argument(command, flags->account);
    command.footer("Where the enterprise demands them, the next session sets them up again.");
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        TRY(services.second_factor.reset(flags->account));
        output.show({{"account", flags->account}, {"totp", "none"}},
                    printable(flags->account) + " has no one-time passwords now\n");
        return Done{};
    });
}

void add_rename(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<UserFlags>();
    auto& command = *group.add_subcommand(
        "rename", "Change the name of a user or terminal; a bound device is notified");
    add_account_argument(command, flags->account);
    command.add_option("NAME,--name", flags->name, with_limits("New name", name_rule))
        ->type_name("")
        ->required();
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        TRY(services.users.rename(flags->account, flags->name));
        output.show({{"account", flags->account}, {"name", flags->name}},
                    printable(flags->account + " is now named " + flags->name) + "\n");
        return Done{};
    });
}

void add_role(CLI::App& group, CommandRunner& runner) {
    auto const fields = std::make_shared<FieldFlags<UpdateRoleRequest>>(update_role_fields());
    auto& command = *group.add_subcommand(
        "role", "Give a user a role in place of an earlier one; 'none' takes it away");
    fields->add(command, "ACCOUNT,--account", "account", "Account of a user")->type_name("");
    fields->add(command, "ROLE,--role", "role", "The role")->type_name("");
    fields
        ->add(command, "--department", "deptCodes",
              "Only of this department and all below it; may be repeated")
        ->type_name("CODE");
    runner.operate(command, [fields](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(fields->read());
        TRY(services.roles.update(request, operator_of_account(request.account)));
        output.show({{"account", request.account}, {"role", request.role}},
                    printable(request.account) + " has the role " + request.role + " now\n");
        return Done{};
    });
}

}  // namespace

void add_user_commands(CLI::App& root, CommandRunner& runner) {
    auto& group = *root.add_subcommand(
        "user",
        "Users and terminals: add, list, disable, enable, delete, password, rename, role, "
        "totp-reset");
    group.require_subcommand(1);
    add_add(group, runner);
    add_list(group, runner);
    add_set_disabled(group, runner, true);
    add_set_disabled(group, runner, false);
    add_delete(group, runner);
    add_password(group, runner);
    add_rename(group, runner);
    add_role(group, runner);
    add_totp_reset(group, runner);
}

}  // namespace roomkey
