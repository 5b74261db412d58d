#pragma once

#include <functional>
#include <string>

#include "fields/binding.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/caller.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

struct CreateCodeRequest {
    Secret access_token;
    DeviceType device_type = DeviceType::idea_hub;
    std::string device_name;
    std::string department_code;  ///< Empty: the root.
    std::string description;
    ContactRequest contacts;
};

Fields<CreateCodeRequest> create_code_fields();

/// A terminal account that came into being, with its first code.
struct CreatedTerminal {
    UserId user_id;
    std::string account;
    CodeId code_id;
    Secret code;
};

/// Makes a terminal account and its code, and queues the code's notices.
///
/// Errors: those of `Authentication::administrator`; `invalid_parameter`; `department_unknown`.
class CreateCode {
public:
    CreateCode(Store& store, Clock const& clock, Authentication const& authentication,
               CodeIssue const& issue, TokenMaker const& tokens, RefusalAudit const& refusals,
               std::function<void()> notify);

    Result<CreatedTerminal> run(CreateCodeRequest const& request,
                                RequestContext const& context) const;

    /// The same in a transaction of the caller's, without the question who may, and recorded;
    /// contacts may be absent. Wakes nobody.
    Result<CreatedTerminal> create(Transaction& transaction, Corp const& corp,
                                   CreateCodeRequest const& request, Contacts const& contacts,
                                   Language language, Actor const& actor) const;

private:
    Store& store_;
    Clock const& clock_;
    Authentication const& authentication_;
    CodeIssue const& issue_;
    TokenMaker const& tokens_;
    RefusalAudit const& refusals_;
    std::function<void()> notify_;
};

}  // namespace roomkey
