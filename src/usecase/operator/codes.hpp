#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "usecase/code/create_code.hpp"
#include "usecase/code/search_codes.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// Activation codes, for the operator at the command line: the same rules, no token.
class OperateCodes {
public:
    /// `notify` is called after a commit that queued notices.
    OperateCodes(Store& store, Clock const& clock, CodeIssue const& issue,
                 CreateCode const& create_code, TerminalFeed& feed, std::function<void()> notify)
        : store_(store),
          clock_(clock),
          issue_(issue),
          create_code_(create_code),
          feed_(feed),
          notify_(std::move(notify)) {}

    /// Contacts may be absent. `corp_unknown`, `invalid_parameter`, `department_unknown`.
    Result<CreatedTerminal> create(CorpId const& corp, CreateCodeRequest const& request,
                                   Language language);
    /// As the administrator's reset. `account_unknown`, `invalid_parameter`.
    Result<Secret> reset(std::string const& account, ContactRequest const& contacts,
                         Language language);
    /// The unspent code of an account. `account_unknown`; `code_unknown` if it has none.
    Result<Secret> current(std::string const& account);
    /// `delete_codes`.
    Status remove(CorpId const& corp, std::vector<std::string> const& ids);
    /// `find_codes`.
    Result<Page<FoundCode>> list(CodeSearch const& search);

private:
    Store& store_;
    Clock const& clock_;
    CodeIssue const& issue_;
    CreateCode const& create_code_;
    TerminalFeed& feed_;
    std::function<void()> notify_;
};

}  // namespace roomkey
