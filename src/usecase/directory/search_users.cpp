#include "usecase/directory/search_users.hpp"

#include <utility>

#include "domain/text_field.hpp"

namespace roomkey {
namespace {

constexpr std::size_t search_key_length_max = 255;

}  // namespace

Result<Page<UserRow>> find_users(Reader& reader, UserSearch const& search) {
    TRY(check_text(search.text, "searchKey", 0, search_key_length_max));
    TRY(check_department_code(search.department_code, "deptCode"));
    return reader.search_users(search);
}

Result<Page<FoundUser>> SearchUsers::run(SearchUsersRequest const& request) const {
    return store_.read([&](Reader& reader) -> Result<Page<FoundUser>> {
        auto const caller = TRY(authentication_.administrator(reader, request.access_token));
        auto search = request.search;
        search.corp_id = caller.corp.id;

        auto rows = TRY(find_users(reader, search));
        Page<FoundUser> page{rows.offset, rows.limit, rows.count, {}};
        page.data.reserve(rows.data.size());
        for (auto& row : rows.data) {
            Secret code;
            if (row.terminal && row.terminal->code) {
                code = TRY(issue_.open(row.user.id, *row.terminal->code));
            }
            page.data.push_back({std::move(row), std::move(code)});
        }
        return page;
    });
}

}  // namespace roomkey
