#include "usecase/code/search_codes.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "fields/operation_rules.hpp"
#include "usecase/code/typed_code.hpp"

namespace roomkey {
namespace {

constexpr auto fields = bind<SearchCodesRequest>(
    rules::search_vision_active_code,
    {field<&SearchCodesRequest::page, &PageRequest::offset>("offset"),
     field<&SearchCodesRequest::page, &PageRequest::limit>("limit"),
     field<&SearchCodesRequest::search_key>("searchKey"),
     converted<device_type_named, &SearchCodesRequest::device_type>("devType")});

}  // namespace

Fields<SearchCodesRequest> search_codes_fields() { return fields; }

Result<Page<FoundCode>> find_codes(Reader& reader, CodeIssue const& issue, CodeSearch search) {
    auto const code = typed_code(search.text);
    // A code may be pasted with what is no text, such as the end of its line.
    if (has_control_character(search.text)) {
        if (!code) return invalid_field("searchKey", Fault::wrong_format, "no control characters");
        search.text = *code;
    }
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
