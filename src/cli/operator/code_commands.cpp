#include "cli/operator/code_commands.hpp"

#include <memory>
#include <set>

#include "cli/operator/corp_choice.hpp"
#include "cli/operator/field_flags.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/table.hpp"
#include "usecase/code/codes.hpp"
#include "usecase/code/reset_code.hpp"

namespace roomkey {
namespace {

/// Flags of a command besides those that are fields of its operation.
template <class Request>
struct CodeFlags {
    explicit CodeFlags(Fields<Request> given) : fields(given) {}

    FieldFlags<Request> fields;
    std::optional<std::string> corp;
    std::optional<std::string> language;
    std::int64_t offset = 0;
    int limit = 100;

    [[nodiscard]] std::optional<Language> notice_language() const {
        if (!language) return std::nullopt;
        return language_named(*language);
    }
};

template <class Request>
std::shared_ptr<CodeFlags<Request>> make_flags(Fields<Request> fields) {
    return std::make_shared<CodeFlags<Request>>(fields);
}

template <class Request>
void add_contact_flags(CLI::App& command, CodeFlags<Request>& flags) {
    flags.fields.add(command, "--email", "emailAddr", "Where to mail the code")
        ->type_name("ADDRESS");
    flags.fields.add(command, "--phone", "smsNumber", "Where to text the code, such as +86...")
        ->type_name("NUMBER");
    flags.fields
        .add(command, "--country", "country", "Country of a phone without +, such as chinaPR")
        ->type_name("COUNTRY");
    command
        .add_option("--language", flags.language,
                    "Language of the messages: zh-CN, en-US; the enterprise's if left out")
        ->type_name("LANGUAGE")
        ->check(one_of({"zh-CN", "en-US"}));
}

void add_add(CLI::App& group, CommandRunner& runner) {
    auto const flags = make_flags(create_code_fields());
    auto& command = *group.add_subcommand("add", "Make a terminal account and its first code");
    add_corp_flag(command, flags->corp);
    auto& fields = flags->fields;
    fields.add(command, "--type", "devType", "Kind of device")->type_name("TYPE");
    fields.add(command, "--name", "devName", "Name of the terminal")->type_name("NAME");
    fields.add(command, "--department", "deptCode", "Department code; the root if left out")
        ->type_name("CODE");
    fields.add(command, "--description", "description", "Remarks")->type_name("TEXT");
    add_contact_flags(command, *flags);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(flags->fields.read());
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        auto const made =
            TRY(services.codes.create(request, operator_of(corp.id, flags->notice_language())));
        output.show({{"id", made.code_id.value},
                     {"account", made.account},
                     {"activeCode", made.code.reveal()}},
                    render_fields({{"Account", made.account},
                                   {"Code", made.code.reveal()},
                                   {"Code id", made.code_id.value}}));
        return Done{};
    });
}

void add_list(CLI::App& group, CommandRunner& runner) {
    auto const flags = make_flags(search_codes_fields());
    auto& command = *group.add_subcommand("list", "List unspent codes, lapsed ones too");
    add_corp_flag(command, flags->corp);
    flags->fields.add(command, "--type", "devType", "Only this kind of device")->type_name("TYPE");
    flags->fields
        .add(command, "--search", "searchKey", "A part of the terminal's name, or of a code")
        ->type_name("TEXT");
    add_page_flags(command, flags->offset, flags->limit);
    runner.operate(command, [flags, &runner](UseCases const& services, Output& output) -> Status {
        auto request = TRY(flags->fields.read());
        request.page = {flags->offset, flags->limit};
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        auto const page = TRY(services.codes.search(request, operator_of(corp.id)));
        auto const now = runner.host().clock().now();
        output.show(page_json(page, [&](FoundCode const& code) { return code_json(code, now); }),
                    codes_table(page, now));
        return Done{};
    });
}

void add_reset(CLI::App& group, CommandRunner& runner) {
    auto const flags = make_flags(reset_code_fields());
    auto& command = *group.add_subcommand(
        "reset", "Replace the code of a terminal; the device bound to it is unbound at once");
    flags->fields.add(command, "ACCOUNT,--account", "account", "Account of the terminal")
        ->type_name("");
    add_contact_flags(command, *flags);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(flags->fields.read());
        auto const actor = operator_of_account(request.account, flags->notice_language());
        auto const code = TRY(services.reset_code.run(request, actor)).code;
        output.show({{"account", request.account}, {"activeCode", code.reveal()}},
                    render_fields({{"Account", request.account}, {"Code", code.reveal()}}));
        return Done{};
    });
}

void add_delete(CLI::App& group, CommandRunner& runner) {
    auto const flags = make_flags(delete_codes_fields());
    auto& command = *group.add_subcommand(
        "delete", "Delete unspent codes, all or none; a terminal never activated goes with it");
    flags->fields.add(command, "CODE_ID,--id", "body", "Ids of codes (see 'code list')")
        ->type_name("");
    add_corp_flag(command, flags->corp);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(flags->fields.read());
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        TRY(services.codes.remove(request, operator_of(corp.id)));
        boost::json::array ids;
        std::string text;
        for (auto const& id : std::set(request.ids.begin(), request.ids.end())) {
            ids.emplace_back(id);
            text += printable(id) + " is deleted\n";
        }
        output.show(boost::json::object{{"deleted", std::move(ids)}}, text);
        return Done{};
    });
}

}  // namespace

void add_code_commands(CLI::App& root, CommandRunner& runner) {
    auto& group = *root.add_subcommand("code", "Activation codes: add, list, reset, delete");
    group.require_subcommand(1);
    add_add(group, runner);
    add_list(group, runner);
    add_reset(group, runner);
    add_delete(group, runner);
}

}  // namespace roomkey
