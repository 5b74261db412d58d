#pragma once

#include <string>

#include "usecase/caller.hpp"
#include "usecase/code/code_issue.hpp"

namespace roomkey {

struct SearchUsersRequest {
    Secret access_token;
    UserSearch search;  ///< `corp_id` is filled in here.
};

struct FoundUser {
    UserRow row;
    Secret code;  ///< Empty unless the account has an unspent code.
};

/// One page of users and terminals. `invalid_parameter` for the text or the department.
Result<Page<UserRow>> find_users(Reader& reader, UserSearch const& search);

/// Pages through users of the caller's enterprise, terminal accounts with their codes included.
class SearchUsers {
public:
    SearchUsers(Store& store, Authentication const& authentication, CodeIssue const& issue)
        : store_(store), authentication_(authentication), issue_(issue) {}

    Result<Page<FoundUser>> run(SearchUsersRequest const& request) const;

private:
    Store& store_;
    Authentication const& authentication_;
    CodeIssue const& issue_;
};

}  // namespace roomkey
