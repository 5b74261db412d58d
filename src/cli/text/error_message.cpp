#include "cli/text/error_message.hpp"

#include <array>
#include <string_view>

#include "base/names.hpp"
#include "cli/text/table.hpp"
#include "domain/error/error_catalogue.hpp"

namespace roomkey {
namespace {

struct FieldFlag {
    std::string_view field;
    std::string_view flag;
};

constexpr std::array<FieldFlag, 12> flags{{
    {"account", "--account"},
    {"code-format", "--code-format"},
    {"code-validity", "--code-validity"},
    {"country", "--country"},
    {"description", "--description"},
    {"emailAddr", "--email"},
    {"limit", "--limit"},
    {"name", "--name"},
    {"searchKey", "--search"},
    {"smsNumber", "--phone"},
    {"third-account", "--third-account"},
    {"timeZone", "--time-zone"},
}};

std::string flag_of(std::string const& field) {
    for (auto const& row : flags) {
        if (row.field == field) return std::string(row.flag);
    }
    return field;
}

constexpr std::pair<Fault, std::string_view> fault_words[] = {
    {Fault::missing, "is missing"},
    {Fault::wrong_type, "has the wrong type"},
    {Fault::wrong_length, "has the wrong length"},
    {Fault::wrong_format, "has the wrong format"},
    {Fault::out_of_range, "is out of range"},
    {Fault::not_allowed, "is not allowed here"},
    {Fault::duplicated, "is given more than once"},
    {Fault::unknown_value, "has an unknown value"},
    {Fault::wrong_value, "is wrong"},
    {Fault::unchanged, "has nothing to change"},
    {Fault::taken, "is another user's"},
};

std::string field_message(Error const& error) {
    auto text = flag_of(error.field) + " " +
                std::string(name_in(fault_words, error.fault, "is not accepted"));
    // A length is a number of characters; other expectations speak for themselves.
    if (error.expected.empty()) return text;
    text += "; accepted: " + error.expected;
    if (error.fault == Fault::wrong_length) text += " characters";
    return text;
}

/// What went wrong with the thing that the error names, which follows; where the words of the
/// catalogue, which are for the network, would not do.
constexpr std::pair<ErrorCode, std::string_view> refusal_words[] = {
    {ErrorCode::account_unknown, "there is no such account"},
    {ErrorCode::account_exists, "the account name is taken"},
    {ErrorCode::third_account_exists, "the third-party id is taken"},
    {ErrorCode::user_not_ordinary, "only an ordinary user can be made an administrator"},
    {ErrorCode::department_unknown, "the enterprise has no such department"},
    {ErrorCode::corp_unknown, "there is no such enterprise"},
    {ErrorCode::app_unknown, "there is no such application"},
    {ErrorCode::app_limit_reached, "the enterprise already has 10 applications, the limit"},
    {ErrorCode::default_admin_protected, "the default administrator cannot be deleted or disabled"},
    {ErrorCode::code_id_unknown, "the enterprise has no unspent code with this id"},
    {ErrorCode::notice_unknown, "there is no such notice"},
    {ErrorCode::notice_outdated,
     "the code of this notice has been replaced, used or deleted; reset it instead"},
    {ErrorCode::job_unknown, "there is no such job"},
    {ErrorCode::job_state_wrong, "the state of the job does not allow this"},
    {ErrorCode::code_lapsed, "the code has expired; reset it instead"},
};

}  // namespace

std::string error_message(Error const& error) {
    if (error.code == ErrorCode::invalid_parameter) return printable(field_message(error));
    if (error.code == ErrorCode::unavailable) {
        return error.detail.empty() ? "the database is unavailable; try again"
                                    : printable(error.detail);
    }
    if (error.code == ErrorCode::internal) {
        return printable("internal error" + (error.detail.empty() ? "" : ": " + error.detail));
    }
    std::string text(name_in(refusal_words, error.code));
    if (text.empty()) text = error_entry(error.code).message.en;
    if (!error.field.empty()) text += ": " + error.field;
    return printable(text);
}

}  // namespace roomkey
