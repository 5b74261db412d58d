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

/// Pages through the unspent codes of the caller's enterprise. The key matches a part of the
/// terminal's name, or a whole code: codes lie sealed in the database, so a part of one cannot be
/// searched.
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
