#include "cli/operator/audit_command.hpp"

#include <memory>

#include "cli/operator/records.hpp"
#include "cli/text/moment.hpp"

namespace roomkey {
namespace {

struct AuditFlags {
    std::optional<std::string> corp;
    std::string account;
    std::string operation;
    std::string actor;
    std::string source;
    bool is_refused = false;
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::int64_t offset = 0;
    int limit = 100;
};

/// The texts were checked when the command line was parsed.
AuditSearch search_of(AuditFlags const& flags) {
    AuditSearch search;
    if (flags.corp) search.corp_id = CorpId{*flags.corp};
    search.account = flags.account;
    search.operation = flags.operation;
    search.actor = flags.actor;
    search.source = flags.source;
    if (flags.is_refused) search.is_refused = true;
    if (flags.from) search.from = parse_moment(*flags.from);
    if (flags.to) search.to = parse_moment(*flags.to);
    search.page = {flags.offset, flags.limit};
    return search;
}

}  // namespace

void add_audit_command(CLI::App& root, CommandRunner& runner) {
    auto const flags = std::make_shared<AuditFlags>();
    auto const moments = accepts(parse_moment, "2026-03-01 or 2026-03-01T09:30:00Z, in UTC");
    auto& command = *root.add_subcommand("audit", "Show the operation log, newest first");
    command.add_option("--corp", flags->corp, "Only this enterprise; all if left out")
        ->type_name("ID");
    command.add_option("--account", flags->account, "Only what was done to this account")
        ->type_name("ACCOUNT");
    command.add_option("--operation", flags->operation, "Only this operation, such as reset_code")
        ->type_name("NAME");
    command.add_option("--actor", flags->actor, "Only what this account did")->type_name("ACCOUNT");
    command.add_option("--source", flags->source, "Only what came from this network address")
        ->type_name("ADDRESS");
    command.add_flag("--refused", flags->is_refused, "Only what was refused");
    command.add_option("--from", flags->from, "From this day or instant on, UTC")
        ->type_name("TIME")
        ->check(moments);
    command.add_option("--to", flags->to, "Before this day or instant, UTC")
        ->type_name("TIME")
        ->check(moments);
    add_page_flags(command, flags->offset, flags->limit);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const page = TRY(services.audit.search(search_of(*flags)));
        output.show(page_json(page, audit_json), audit_table(page));
        return Done{};
    });
}

}  // namespace roomkey
