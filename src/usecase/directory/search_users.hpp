#pragma once

#include <string>

#include "fields/binding.hpp"
#include "usecase/caller.hpp"
#include "usecase/code/code_issue.hpp"

namespace roomkey {

struct SearchUsersRequest {
    Secret access_token;
    UserSearch search;  ///< `corp_id` is filled in here.
};

Fields<SearchUsersRequest> search_users_fields();

struct FoundUser {
    UserRow row;
    Secret code;  ///< Empty unless the account has an unspent code.
};

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
