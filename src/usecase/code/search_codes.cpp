#include "usecase/code/search_codes.hpp"

#include <utility>

#include "domain/text_field.hpp"
#include "usecase/code/typed_code.hpp"

namespace roomkey {

Result<Page<FoundCode>> SearchCodes::run(SearchCodesRequest const& request) const {
    return store_.read([&](Reader& reader) -> Result<Page<FoundCode>> {
        auto const caller = TRY(authentication_.administrator(reader, request.access_token));
        auto const code = typed_code(request.search_key);
        // A code is pasted with what is around it, such as the end of its line.
        if (!code) TRY(check_text(request.search_key, "searchKey", 0, search_key_length_max));
        CodeSearch search;
        search.corp_id = caller.corp.id;
        search.page = request.page;
        search.text = code ? *code : request.search_key;
        search.device_type = request.device_type;
        if (code) search.code_hash = issue_.lookup(*code);

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
