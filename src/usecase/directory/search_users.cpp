#include "usecase/directory/search_users.hpp"

#include <utility>

#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

std::optional<UserSortField> sort_field_named(std::string_view name) {
    struct Row {
        std::string_view name;
        UserSortField field;
    };
    constexpr Row rows[] = {
        {"userType", UserSortField::user_type},  {"adminType", UserSortField::admin_type},
        {"ldapAccount", UserSortField::account}, {"deptCode", UserSortField::department},
        {"status", UserSortField::status},       {"sortLevel", UserSortField::sort_level},
    };
    for (auto const& row : rows) {
        if (row.name == name) return row.field;
    }
    return std::nullopt;
}

constexpr auto in_search = &SearchUsersRequest::search;
constexpr auto fields = bind<SearchUsersRequest>(
    rules::search_users,
    {field<in_search, &UserSearch::page, &PageRequest::offset>("offset"),
     field<in_search, &UserSearch::page, &PageRequest::limit>("limit"),
     field<in_search, &UserSearch::text>("searchKey"),
     converted<sort_field_named, in_search, &UserSearch::sort>("sortField"),
     field<in_search, &UserSearch::is_ascending>("isAsc"),
     field<in_search, &UserSearch::department_code>("deptCode"),
     field<in_search, &UserSearch::with_sub_departments>("enableSubDept"),
     field<in_search, &UserSearch::admin_type>("adminType"),
     field<in_search, &UserSearch::status>("status"),
     field<in_search, &UserSearch::types>("userType"),
     field<in_search, &UserSearch::with_inactive_terminals>("containsUnActive"),
     // Deprecated by the vendor and without effect, but a malformed value is still an error.
     ignored("enableRoom")});

}  // namespace

Fields<SearchUsersRequest> search_users_fields() { return fields; }

Result<Page<FoundUser>> SearchUsers::run(SearchUsersRequest const& request) const {
    return store_.read([&](Reader& reader) -> Result<Page<FoundUser>> {
        auto const caller = TRY(authentication_.administrator(reader, request.access_token));
        auto search = request.search;
        search.corp_id = caller.corp.id;

        auto rows = TRY(reader.search_users(search));
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
