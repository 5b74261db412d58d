#include "cli/operator/code_commands.hpp"

#include <memory>
#include <set>

#include "cli/operator/corp_choice.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/table.hpp"
#include "usecase/code/delete_codes.hpp"

namespace roomkey {
namespace {

constexpr char const* device_types_accepted =
    "huawei-vision, idea-hub, welink-desktop(iwb), smart-rooms";

struct CodeFlags {
    std::optional<std::string> corp;
    std::string account;
    std::vector<std::string> ids;
    std::optional<std::string> type;
    std::string name;
    std::string department;
    std::string description;
    ContactRequest contacts;
    std::string language = "zh-CN";
    std::string search;
    std::int64_t offset = 0;
    int limit = 100;
};

Language language_of(CodeFlags const& flags) {
    return flags.language == "en-US" ? Language::en_us : Language::zh_cn;
}

CLI::Option* add_type_flag(CLI::App& command, CodeFlags& flags, std::string const& description) {
    return command.add_option("--type", flags.type, description)
        ->type_name("TYPE")
        ->check(accepts(device_type_named, device_types_accepted));
}

void add_contact_flags(CLI::App& command, CodeFlags& flags) {
    command.add_option("--email", flags.contacts.email, "Where to mail the code")
        ->type_name("ADDRESS");
    command.add_option("--phone", flags.contacts.phone, "Where to text the code, such as +86...")
        ->type_name("NUMBER");
    command
        .add_option("--country", flags.contacts.country,
                    "Country of a phone without +, such as chinaPR")
        ->type_name("COUNTRY");
    command.add_option("--language", flags.language, "Language of the messages: zh-CN, en-US")
        ->type_name("LANGUAGE")
        ->check(one_of({"zh-CN", "en-US"}))
        ->capture_default_str();
}

void add_add(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<CodeFlags>();
    auto& command = *group.add_subcommand("add", "Make a terminal account and its first code");
    add_corp_flag(command, flags->corp);
    add_type_flag(command, *flags, "Kind of device: " + std::string(device_types_accepted))
        ->required();
    command.add_option("--name", flags->name, "Name of the terminal, 1..64 characters")
        ->type_name("NAME")
        ->required();
    command.add_option("--department", flags->department, "Department code; the root if left out")
        ->type_name("CODE");
    command.add_option("--description", flags->description, "Remarks, 0..255 characters")
        ->type_name("TEXT");
    add_contact_flags(command, *flags);
    runner.operate(command, [flags](OperatorServices& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        CreateCodeRequest request;
        request.device_type = *flags->type;
        request.device_name = flags->name;
        request.department_code = flags->department;
        request.description = flags->description;
        request.contacts = flags->contacts;
        auto const made = TRY(services.codes.create(corp.id, request, language_of(*flags)));
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
    auto const flags = std::make_shared<CodeFlags>();
    auto& command = *group.add_subcommand("list", "List unspent codes, lapsed ones too");
    add_corp_flag(command, flags->corp);
    add_type_flag(command, *flags, "Only this kind of device");
    command.add_option("--search", flags->search, "A part of the terminal's name, or a whole code")
        ->type_name("TEXT");
    add_page_flags(command, flags->offset, flags->limit);
    runner.operate(command, [flags, &runner](OperatorServices& services, Output& output) -> Status {
        CodeSearch search;
        search.corp_id = TRY(choose_corp(services.corps, flags->corp)).id;
        search.page = {flags->offset, flags->limit};
        search.text = flags->search;
        if (flags->type) search.device_type = device_type_named(*flags->type);
        auto const page = TRY(services.codes.list(search));
        auto const now = runner.host().clock().now();
        output.show(page_json(page, [&](FoundCode const& code) { return code_json(code, now); }),
                    codes_table(page, now));
        return Done{};
    });
}

void add_reset(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<CodeFlags>();
    auto& command = *group.add_subcommand(
        "reset", "Replace the code of a terminal; the device bound to it is unbound at once");
    command.add_option("ACCOUNT,--account", flags->account, "Account of the terminal")
        ->type_name("")
        ->required();
    add_contact_flags(command, *flags);
    runner.operate(command, [flags](OperatorServices& services, Output& output) -> Status {
        auto const code =
            TRY(services.codes.reset(flags->account, flags->contacts, language_of(*flags)));
        output.show({{"account", flags->account}, {"activeCode", code.reveal()}},
                    render_fields({{"Account", flags->account}, {"Code", code.reveal()}}));
        return Done{};
    });
}

void add_delete(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<CodeFlags>();
    auto& command = *group.add_subcommand(
        "delete", "Delete unspent codes, all or none; a terminal never activated goes with it");
    command.add_option("CODE_ID,--id", flags->ids, "Ids of codes, 1..100 (see 'code list')")
        ->type_name("")
        ->required()
        ->expected(batch_size_min, batch_size_max);
    add_corp_flag(command, flags->corp);
    runner.operate(command, [flags](OperatorServices& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        TRY(services.codes.remove(corp.id, flags->ids));
        boost::json::array ids;
        std::string text;
        for (auto const& id : std::set(flags->ids.begin(), flags->ids.end())) {
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
