#include "usecase/code/live_code.hpp"

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/terminal/terminals.hpp"

namespace roomkey {
namespace {

constexpr char separator = ' ';

}  // namespace

void answer_holds_for(Change& change, User const& user, ActiveCode const& code) {
    change.answer_holds_while(user.id.value + separator + code.id().value);
}

Result<bool> holds_live_code(Reader& reader, Permit const& permit,
                             Repetition::Earlier const& earlier) {
    auto const& fact = earlier.holds_while;
    auto const middle = fact.find(separator);
    if (middle == std::string::npos) return false;
    auto const terminal = TRY(find_terminal_by_user(reader, UserId{fact.substr(0, middle)}));
    bool const is_live = terminal && terminal->code &&
                         terminal->code->id().value == fact.substr(middle + 1) &&
                         terminal->code->expires_at > permit.now;
    return is_live && TRY(is_within(reader, permit.reach(), terminal->user.department_code));
}

}  // namespace roomkey
