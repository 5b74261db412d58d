#include "cli/operator/notice_commands.hpp"

#include <memory>

#include "cli/operator/corp_choice.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/moment.hpp"
#include "cli/text/table.hpp"

namespace roomkey {
namespace {

struct NoticeFlags {
    std::optional<std::string> corp;
    std::string account;
    std::optional<std::string> state;
    std::optional<std::string> report;
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::int64_t offset = 0;
    int limit = 100;
    std::string id;
    ContactRequest contacts;
};

/// The texts were checked when the command line was parsed.
NoticeSearch search_of(CorpId const& corp, NoticeFlags const& flags) {
    NoticeSearch search;
    search.corp_id = corp;
    search.account = flags.account;
    if (flags.state) search.state = notice_state_named(*flags.state);
    if (flags.report) search.report = report_state_named(*flags.report);
    if (flags.from) search.from = parse_moment(*flags.from);
    if (flags.to) search.to = parse_moment(*flags.to);
    search.page = {flags.offset, flags.limit};
    return search;
}

void add_list(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<NoticeFlags>();
    auto const moments = accepts(parse_moment, "2026-03-01 or 2026-03-01T09:30:00Z, in UTC");
    auto& command = *group.add_subcommand("list", "List notices and their fate, newest first");
    add_corp_flag(command, flags->corp);
    command.add_option("--account", flags->account, "Only those of this terminal")
        ->type_name("ACCOUNT");
    command
        .add_option("--state", flags->state,
                    "Only these: queued, sending, accepted, failed, superseded")
        ->type_name("STATE")
        ->check(accepts(notice_state_named, "queued, sending, accepted, failed, superseded"));
    command
        .add_option("--report", flags->report,
                    "Only text messages of which the gateway said this last: submitted, buffered, "
                    "delivered, failed, rejected")
        ->type_name("REPORT")
        ->check(accepts(report_state_named, "submitted, buffered, delivered, failed, rejected"));
    command.add_option("--from", flags->from, "Queued from this day or instant on, UTC")
        ->type_name("TIME")
        ->check(moments);
    command.add_option("--to", flags->to, "Queued before this day or instant, UTC")
        ->type_name("TIME")
        ->check(moments);
    add_page_flags(command, flags->offset, flags->limit);
    runner.operate(command, [flags](OperatorServices& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        auto const page = TRY(services.notices.list(search_of(corp.id, *flags)));
        output.show(page_json(page, notice_json), notices_table(page));
        return Done{};
    });
}

void add_resend(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<NoticeFlags>();
    auto& command = *group.add_subcommand(
        "resend",
        "Send a code that is still live once more to the contact of an earlier notice; that "
        "contact has to be named again once the notice is accepted, failed or superseded");
    command.add_option("NOTICE_ID,--id", flags->id, "Id of the notice (see 'notice list')")
        ->type_name("")
        ->required();
    command.add_option("--email", flags->contacts.email, "The address that the notice went to")
        ->type_name("ADDRESS");
    command.add_option("--phone", flags->contacts.phone, "The number that the notice went to")
        ->type_name("NUMBER");
    command
        .add_option("--country", flags->contacts.country,
                    "Country of a phone without +, such as chinaPR")
        ->type_name("COUNTRY");
    runner.operate(command, [flags](OperatorServices& services, Output& output) -> Status {
        auto const found = TRY(services.notices.resend(NoticeId{flags->id}, flags->contacts));
        auto const& notice = found.row.notice;
        output.show(notice_json(found),
                    render_fields({{"Notice", notice.id.value},
                                   {"Account", found.row.account},
                                   {"Channel", std::string(wire_name(notice.channel))},
                                   {"Contact", notice.masked_contact}}));
        return Done{};
    });
}

}  // namespace

void add_notice_commands(CLI::App& root, CommandRunner& runner) {
    auto& group = *root.add_subcommand("notice", "Messages with codes: list, resend");
    group.require_subcommand(1);
    add_list(group, runner);
    add_resend(group, runner);
}

}  // namespace roomkey
