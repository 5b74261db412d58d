#include "usecase/code/search_codes.hpp"

#include <utility>

#include "domain/text_field.hpp"
#include "usecase/code/typed_code.hpp"

namespace roomkey {

Result<Page<FoundCode>> find_codes(Reader& reader, CodeIssue const& issue, CodeSearch search) {
    auto const code = typed_code(search.text);
    auto const is_text = check_text(search.text, "searchKey", 0, search_key_length_max);
    // A code may be pasted with what is no text, such as the end of its line.
    if (!code && !is_text.ok()) return is_text.error();
    if (!is_text.ok()) search.text = *code;
    if (code) search.code_hash = issue.lookup(*code);

    auto rows = TRY(reader.search_codes(search));
    Page<FoundCode> page{rows.offset, rows.limit, rows.count, {}};
    page.data.reserve(rows.data.size());
    for (auto& row : rows.data) {
        auto opened = TRY(issue.open(row.user_id, row.code));
        page.data.push_back({std::move(row), std::move(opened)});
    }
    return page;
}

Result<Page<FoundCode>> SearchCodes::run(SearchCodesRequest const& request) const {
    return store_.read([&](Reader& reader) -> Result<Page<FoundCode>> {
        auto const caller = TRY(authentication_.administrator(reader, request.access_token));
        CodeSearch search;
        search.corp_id = caller.corp.id;
        search.page = request.page;
        search.text = request.search_key;
        search.device_type = request.device_type;
        return find_codes(reader, issue_, std::move(search));
    });
}

}  // namespace roomkey
