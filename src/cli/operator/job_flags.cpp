#include "cli/operator/job_flags.hpp"

#include "base/file.hpp"
#include "base/text_encoding.hpp"
#include "cli/operator/corp_choice.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/moment.hpp"

namespace roomkey {
namespace {

using CreateFields = FieldFlags<CreateJobRequest>;

void add_selection_flags(CLI::App& command, CreateFields& fields) {
    auto const add = [&](char const* flag, char const* field, char const* description,
                         char const* type) {
        fields.add(command, flag, field, description)->type_name(type);
    };
    add("--search", "selection.searchKey", "All accounts that contain this text", "TEXT");
    add("--in-dept", "selection.deptCode", "All accounts of this department", "CODE");
    add("--sub-depts", "selection.enableSubDept", "With the departments below it; true if left out",
        "BOOL");
    add("--type", "selection.userType", "All accounts of these types", "TYPE");
    add("--status", "selection.status", "All accounts that are enabled (0), or disabled (1)",
        "STATUS");
    add("--inactive", "selection.containsUnActive",
        "With terminals that no device has been activated for", "BOOL");
    add("--tag", "selection.tag", "All terminals with this tag", "TAG");
    add("--asset", "selection.assetNumber", "All terminals whose asset number begins so", "NUMBER");
    add("--online", "selection.online",
        "All terminals that are online, or whose device is not (false)", "BOOL");
    add("--state", "selection.state", "All terminals in this state", "STATE");
    add("--model", "selection.model", "All hard terminals of this model", "MODEL");
    add("--admin-type", "selection.adminType", "All users who are administrators (1), or none (2)",
        "TYPE");
}

void add_default_flags(CLI::App& command, CreateFields& fields) {
    auto const add = [&](char const* flag, char const* field, char const* description,
                         char const* type) {
        fields.add(command, flag, field, description)->type_name(type);
    };
    add("--add-tag", "tagsAdd", "For label: a tag to add; may be repeated", "TAG");
    add("--remove-tag", "tagsRemove", "For label: a tag to remove", "TAG");
    add("--dept", "deptCode", "The department of rows that name none", "CODE");
    add("--country", "country",
        "The country of phones without + in rows that name none, such as "
        "chinaPR",
        "COUNTRY");
    add("--email", "emailAddr", "Where codes are sent for rows that name no contact", "ADDRESS");
}

}  // namespace

void add_create_flags(CLI::App& command, CreateJobFlags& flags) {
    add_corp_flag(command, flags.corp);
    auto& fields = flags.fields;
    fields.add(command, "KIND,--kind", "kind", "What to do with each account, or hard terminal")
        ->type_name("");
    auto* const csv =
        command
            .add_option("--csv", flags.csv,
                        "A table as a spreadsheet saves it, whose first line names the fields")
            ->type_name("FILE");
    command
        .add_option("--encoding", flags.encoding,
                    "The encoding of the table, if it is neither UTF-8 nor UTF-16 with its mark: "
                    "gb18030 (Excel in Chinese), windows-1252 (in German)")
        ->type_name("NAME")
        ->needs(csv);
    fields.add(command, "--account", "accounts", "An account; may be repeated")
        ->type_name("ACCOUNT");
    fields
        .add(command, "--sn", "serialNumbers",
             "A hard terminal, for kinds that end with -devices; may be repeated")
        ->type_name("SN");
    add_selection_flags(command, fields);
    add_default_flags(command, fields);
}

Result<std::string> table_of(std::string const& file, std::optional<std::string> const& encoding) {
    auto bytes = TRY(read_file(file));
    if (!encoding) return bytes;
    if (!is_text_encoding(*encoding)) {
        return invalid_field("--encoding", Fault::unknown_value,
                             "a name such as gb18030 or windows-1252");
    }
    auto text = decoded_text(bytes, *encoding);
    if (!text) {
        return invalid_field("--csv", Fault::wrong_format, "text in the encoding of --encoding");
    }
    return *std::move(text);
}

void add_list_flags(CLI::App& command, ListJobsFlags& flags) {
    add_corp_flag(command, flags.corp);
    flags.fields.add(command, "--state", "state", "Only these")->type_name("STATE");
    flags.fields.add(command, "--failed", "failed", "Only jobs of which rows have failed")
        ->type_name("BOOL");
    command.add_option("--from", flags.from, "Only jobs that ended at this time or later, UTC")
        ->type_name("TIME")
        ->check(accepts(parse_moment, "2026-03-01 or 2026-03-01T09:30:00Z, in UTC"));
    add_page_flags(command, flags.offset, flags.limit);
}

}  // namespace roomkey
