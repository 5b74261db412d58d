#include "usecase/user/users.hpp"

#include <map>
#include <utility>

#include "domain/mask.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "usecase/user/account_changes.hpp"

namespace roomkey {
namespace {

namespace commands {
constexpr auto list_users = operator_only("list_users");
}  // namespace commands

/// What others see: a masked phone, or none if it is hidden.
Status hide_phone(Reader& reader, User& user, Permit const& permit) {
    bool const is_own = permit.caller && permit.caller->user.id == user.id;
    bool const sees_all = is_own || (permit.may(Permission::look) &&
                                     TRY(is_within(reader, permit.reach(), user.department_code)));
    if (!sees_all) user.phone = user.hide_phone ? std::string{} : mask_phone(user.phone);
    return Done{};
}

}  // namespace

Result<User> known_user(Reader& reader, Permit const& permit, ShowUserRequest const& which) {
    auto user = which.type == AccountType::account
                    ? TRY(find_user_by_account(reader, permit.reach(), which.account))
                    : TRY(find_user_by_third_account(reader, permit.reach(), which.account));
    if (!user) return refusal_about(ErrorCode::account_unknown, which.account);
    return *std::move(user);
}

UserSearch listed(UserSearch search, Permit const& permit) {
    search.reach = permit.reach();
    search.now = permit.now;
    return search;
}

Result<Page<FoundUser>> Users::search(SearchUsersRequest const& request, Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<Page<FoundUser>> {
        auto rows = TRY(search_users(reader, listed(request.search, permit)));
        Page<FoundUser> page{rows.offset, rows.limit, rows.count, {}};
        page.data.reserve(rows.data.size());
        UnopenedValues unopened;
        bool const sees_codes = permit.may(Permission::reset);
        for (auto& row : rows.data) {
            Secret code;
            if (sees_codes && row.terminal && row.terminal->code) {
                code = issue_.open_listed(row.user.id, *row.terminal->code, unopened);
            }
            page.data.push_back({std::move(row), std::move(code), sees_codes});
        }
        issue_.report(unopened);
        return page;
    };
    return gate_.read(actor, operations::search_users, work);
}

Result<bool> Users::exists(Reader& reader, Permit const& permit, std::string const& account) const {
    return TRY(find_user_by_account(reader, permit.reach(), account)).has_value();
}

Result<Page<UserRow>> Users::list(UserSearch const& search, Actor const& actor) const {
    return gate_.read(actor, commands::list_users, [&](Reader& reader, Permit const& permit) {
        return search_users(reader, listed(search, permit));
    });
}

Result<ShownUser> Users::show(ShowUserRequest const& request, Actor const& actor) const {
    return gate_.read(actor, operations::show_user_detail,
                      [&](Reader& reader, Permit const& permit) -> Result<ShownUser> {
                          auto const user = TRY(known_user(reader, permit, request));
                          return ShownUser{TRY(shown_account(reader, user.id)), {}};
                      });
}

Result<ShownUser> Users::show_own(NoFields const& /*request*/, Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<ShownUser> {
        auto corp = TRY(shown_corp(reader, permit));
        auto const& user = permit.caller ? permit.caller->user : corp.default_admin;
        ShownUser own{TRY(shown_account(reader, user.id)), {}};
        TRY(hide_phone(reader, corp.default_admin, permit));
        own.corp = std::move(corp);
        return own;
    };
    return gate_.read(actor, operations::show_my_info, work);
}

Result<std::vector<ListedUser>> Users::show_all(UserListRequest const& request,
                                                Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<std::vector<ListedUser>> {
        std::map<std::string, UserRow> rows;
        for (auto& row : TRY(show_users(reader, permit.corp.id, request.key, request.ids))) {
            TRY(hide_phone(reader, row.user, permit));
            auto key = request.key == UserKey::id ? row.user.id.value : row.user.third_account;
            rows.emplace(std::move(key), std::move(row));
        }
        std::vector<ListedUser> listed;
        for (auto const& id : request.ids) {
            auto const row = rows.find(id);
            if (row == rows.end()) {
                listed.push_back({id, std::nullopt});
            } else {
                listed.push_back({row->second.user.id.value, row->second});
            }
        }
        return listed;
    };
    return gate_.read(actor, operations::batch_show_user_details, work);
}

}  // namespace roomkey
