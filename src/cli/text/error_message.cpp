#include "cli/text/error_message.hpp"

#include <array>
#include <string_view>

#include "cli/text/table.hpp"

namespace roomkey {
namespace {

struct FieldFlag {
    std::string_view field;
    std::string_view flag;
};

constexpr std::array<FieldFlag, 10> flags{{
    {"account", "--account"},
    {"code-format", "--code-format"},
    {"code-validity", "--code-validity"},
    {"country", "--country"},
    {"description", "--description"},
    {"emailAddr", "--email"},
    {"name", "--name"},
    {"searchKey", "--search"},
    {"smsNumber", "--phone"},
    {"third-account", "--third-account"},
}};

std::string flag_of(std::string const& field) {
    for (auto const& row : flags) {
        if (row.field == field) return std::string(row.flag);
    }
    return field;
}

std::string_view fault_words(Fault fault) {
    switch (fault) {
        case Fault::none:
            return "is not accepted";
        case Fault::missing:
            return "is missing";
        case Fault::wrong_type:
            return "has the wrong type";
        case Fault::wrong_length:
            return "has the wrong length";
        case Fault::wrong_format:
            return "has the wrong format";
        case Fault::out_of_range:
            return "is out of range";
        case Fault::not_allowed:
            return "is not allowed here";
        case Fault::duplicated:
            return "is given more than once";
        case Fault::unknown_value:
            return "has an unknown value";
    }
    return "is not accepted";
}

std::string field_message(Error const& error) {
    auto text = flag_of(error.field) + " " + std::string(fault_words(error.fault));
    // A length is a number of characters; other expectations are self-explanatory.
    if (error.expected.empty()) return text;
    text += "; accepted: " + error.expected;
    if (error.fault == Fault::wrong_length) text += " characters";
    return text;
}

/// What went wrong with the thing that the error names; its name is appended.
std::string_view refusal_words(ErrorCode code) {
    switch (code) {
        case ErrorCode::account_unknown:
            return "there is no such account";
        case ErrorCode::account_exists:
            return "the account name or third-party id is taken";
        case ErrorCode::department_unknown:
            return "the enterprise has no such department";
        case ErrorCode::corp_unknown:
            return "there is no such enterprise";
        case ErrorCode::app_unknown:
            return "there is no such application";
        case ErrorCode::app_limit_reached:
            return "the enterprise already has 10 applications, the limit";
        case ErrorCode::default_admin_protected:
            return "the default administrator cannot be deleted or disabled";
        case ErrorCode::code_id_unknown:
            return "the enterprise has no unspent code with this id";
        case ErrorCode::notice_unknown:
            return "there is no such notice";
        case ErrorCode::notice_outdated:
            return "the code of this notice has been replaced, used or deleted; reset it instead";
        case ErrorCode::code_lapsed:
            return "the code has expired; reset it instead";
        default:
            return {};
    }
}

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
    std::string text(refusal_words(error.code));
    // Refusals of the API do not come from operator commands; their stable name is
    // better than nothing.
    if (text.empty()) text = "refused: " + std::string(reason_name(error.code));
    if (!error.field.empty()) text += ": " + error.field;
    return printable(text);
}

}  // namespace roomkey
