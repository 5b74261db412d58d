#pragma once

#include <functional>
#include <string>
#include <vector>

#include "usecase/code/create_code.hpp"
#include "usecase/code/search_codes.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// Activation codes, for the operator at the command line: the same rules, no token.
class OperateCodes {
public:
    OperateCodes(Store& store, Clock const& clock, CodeIssue const& issue,
                 CreateCode const& create_code, TerminalFeed& feed)
        : store_(store), clock_(clock), issue_(issue), create_code_(create_code), feed_(feed) {}

    /// Contacts may be absent. `corp_unknown`, `invalid_parameter`, `department_unknown`.
    Result<CreatedTerminal> create(CorpId const& corp, CreateCodeRequest const& request,
                                   Language language);
    /// As the administrator's reset. `account_unknown`, `invalid_parameter`.
    Result<Secret> reset(std::string const& account, ContactRequest const& contacts,
                         Language language);
    /// The unspent code of an account. `account_unknown`; `code_unknown` if it has none.
    Result<Secret> current(std::string const& account);
    /// As the administrator's delete. `code_id_unknown`.
    Status remove(CorpId const& corp, std::vector<std::string> const& ids);
    /// The text of `asked` may be a whole code as well.
    Result<Page<FoundCode>> list(CodeSearch const& asked);

private:
    Store& store_;
    Clock const& clock_;
    CodeIssue const& issue_;
    CreateCode const& create_code_;
    TerminalFeed& feed_;
};

}  // namespace roomkey
