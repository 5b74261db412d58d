#pragma once

#include <optional>
#include <string>

#include "fields/binding.hpp"
#include "usecase/caller.hpp"
#include "usecase/code/code_issue.hpp"

namespace roomkey {

struct SearchCodesRequest {
    Secret access_token;
    PageRequest page;
    std::string search_key;
    std::optional<DeviceType> device_type;
};

Fields<SearchCodesRequest> search_codes_fields();

struct FoundCode {
    CodeRow row;
    Secret code;
};

/// One page of unspent codes, opened. `search.text` matches a part of the terminal's name, or a
/// whole code: codes are sealed in the database, so a part of one cannot be searched.
/// `search.code_hash` is filled in here. `invalid_parameter` for the text.
Result<Page<FoundCode>> find_codes(Reader& reader, CodeIssue const& issue, CodeSearch search);

/// `find_codes` for an administrator, in their own enterprise.
class SearchCodes {
public:
    SearchCodes(Store& store, Authentication const& authentication, CodeIssue const& issue)
        : store_(store), authentication_(authentication), issue_(issue) {}

    Result<Page<FoundCode>> run(SearchCodesRequest const& request) const;

private:
    Store& store_;
    Authentication const& authentication_;
    CodeIssue const& issue_;
};

}  // namespace roomkey
