#include "usecase/code/search_codes.hpp"

#include <utility>

#include "fields/operation_rules.hpp"

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

Result<Page<FoundCode>> SearchCodes::run(SearchCodesRequest const& request) const {
    return store_.read([&](Reader& reader) -> Result<Page<FoundCode>> {
        auto const caller = TRY(authentication_.administrator(reader, request.access_token));
        CodeSearch search;
        search.corp_id = caller.corp.id;
        search.page = request.page;
        search.text = request.search_key;
        search.device_type = request.device_type;
        auto const normalised = normalise_code(request.search_key);
        if (is_plausible_code(normalised)) search.code_hash = issue_.lookup(normalised);

        auto rows = TRY(reader.search_codes(search));
        Page<FoundCode> page{rows.offset, rows.limit, rows.count, {}};
        page.data.reserve(rows.data.size());
        for (auto& row : rows.data) {
            auto code = TRY(issue_.open(row.user_id, row.code));
            page.data.push_back({std::move(row), std::move(code)});
        }
        return page;
    });
}

}  // namespace roomkey
