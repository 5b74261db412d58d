#include "cli/operator/notice_commands.hpp"

#include <memory>

#include "cli/operator/corp_choice.hpp"
#include "cli/operator/field_flags.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/moment.hpp"
#include "cli/text/table.hpp"
#include "usecase/delivery/notices.hpp"

namespace roomkey {
namespace {

/// Flags of `list` besides those that are fields of SearchNotices: on a command line, times are
/// written as people write them.
struct ListFlags {
    FieldFlags<SearchNoticesRequest> fields{search_notices_fields()};
    std::optional<std::string> corp;
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::int64_t offset = 0;
    int limit = 100;
};

Result<SearchNoticesRequest> search_of(ListFlags const& flags) {
    auto search = TRY(flags.fields.read());
    // The texts were checked when the command line was parsed.
    if (flags.from) search.from = parse_moment(*flags.from);
    if (flags.to) search.to = parse_moment(*flags.to);
    search.page = {flags.offset, flags.limit};
    return search;
}

void add_list(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<ListFlags>();
    auto const moments = accepts(parse_moment, "2026-03-01 or 2026-03-01T09:30:00Z, in UTC");
    auto& command = *group.add_subcommand("list", "List notices and their fate, newest first");
    add_corp_flag(command, flags->corp);
    auto& fields = flags->fields;
    fields.add(command, "--account", "account", "Only those of this terminal")
        ->type_name("ACCOUNT");
    fields.add(command, "--state", "state", "Only these")->type_name("STATE");
    fields
        .add(command, "--report", "report",
             "Only text messages of which the gateway said this last")
        ->type_name("REPORT");
    fields.add(command, "--delayed", "delayed", "true: only those that wait after a failure")
        ->type_name("BOOLEAN");
    command.add_option("--from", flags->from, "Queued from this day or instant on, UTC")
        ->type_name("TIME")
        ->check(moments);
    command.add_option("--to", flags->to, "Queued before this day or instant, UTC")
        ->type_name("TIME")
        ->check(moments);
    add_page_flags(command, flags->offset, flags->limit);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        auto const page =
            TRY(services.notices.search(TRY(search_of(*flags)), operator_of(corp.id)));
        output.show(page_json(page, notice_json), notices_table(page));
        return Done{};
    });
}

/// What is expected is known here in its masked form alone, which nobody is to type.
Error in_full(Error error) {
    bool const is_mask = error.code == ErrorCode::invalid_parameter &&
                         error.expected.find("**") != std::string::npos;
    if (is_mask) error.expected = "the whole contact, which is shown as " + error.expected;
    return error;
}

void add_resend(CLI::App& group, CommandRunner& runner) {
    auto const fields = std::make_shared<FieldFlags<ResendNoticeRequest>>(resend_notice_fields());
    auto& command = *group.add_subcommand(
        "resend",
        "Send a code that is still live once more to the contact of an earlier notice; that "
        "contact has to be named again once the notice is accepted, failed or superseded");
    fields->add(command, "NOTICE_ID,--id", "id", "Id of the notice (see 'notice list')")
        ->type_name("");
    fields->add(command, "--email", "emailAddr", "The address that the notice went to")
        ->type_name("ADDRESS");
    fields->add(command, "--phone", "smsNumber", "The number that the notice went to")
        ->type_name("NUMBER");
    fields->add(command, "--country", "country", "Country of a phone without +, such as chinaPR")
        ->type_name("COUNTRY");
    runner.operate(command, [fields](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(fields->read());
        auto const found = services.notices.resend(request, operator_of_notice(request.id));
        if (!found.ok()) return in_full(found.error());
        auto const& notice = found->row.notice;
        output.show(notice_json(*found),
                    render_fields({{"Notice", notice.id.value},
                                   {"Account", found->row.account},
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
