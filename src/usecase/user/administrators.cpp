#include "usecase/user/administrators.hpp"

#include <map>
#include <set>
#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

constexpr auto add_fields = bind<ShowUserRequest>(
    rules::add_corp_admin, {ignored("Idempotency-Key"), field<&ShowUserRequest::account>("account"),
                            field<&ShowUserRequest::type>("accountType")});
constexpr auto delete_fields = bind<DeleteAdministratorsRequest>(
    rules::batch_delete_corp_admins, {field<&DeleteAdministratorsRequest::accounts>("body"),
                                      field<&DeleteAdministratorsRequest::type>("accountType")});
constexpr auto search_fields = bind<SearchAdministratorsRequest>(
    rules::search_corp_admins,
    {field<&SearchAdministratorsRequest::page, &PageRequest::offset>("offset"),
     field<&SearchAdministratorsRequest::page, &PageRequest::limit>("limit"),
     field<&SearchAdministratorsRequest::text>("searchKey")});
constexpr auto show_fields = bind<ShowUserRequest>(
    rules::show_corp_admin,
    {field<&ShowUserRequest::account>("account"), field<&ShowUserRequest::type>("accountType")});

Result<User> known_administrator(Reader& reader, Permit const& permit,
                                 ShowUserRequest const& which) {
    auto user = TRY(known_user(reader, permit, which));
    if (admin_type_of(user) == AdminType::none) {
        return refusal_about(ErrorCode::account_unknown, which.account);
    }
    return user;
}

/// Finds each department once.
class DepartmentsOfUsers {
public:
    explicit DepartmentsOfUsers(Reader& reader) : reader_(reader) {}

    Result<FoundAdministrator> with_department(User user) {
        auto const [place, is_new] = found_.try_emplace(user.department_code);
        if (is_new) {
            auto found = TRY(find_department(reader_, user.corp_id, user.department_code));
            if (!found) return internal_error("the department of a user is gone");
            place->second = *std::move(found);
        }
        return FoundAdministrator{std::move(user), place->second};
    }

private:
    Reader& reader_;
    std::map<std::string, Department> found_;
};

}  // namespace

Fields<ShowUserRequest> add_administrator_fields() { return add_fields; }
Fields<DeleteAdministratorsRequest> delete_administrators_fields() { return delete_fields; }
Fields<SearchAdministratorsRequest> search_administrators_fields() { return search_fields; }
Fields<ShowUserRequest> show_administrator_fields() { return show_fields; }

Status Administrators::add(ShowUserRequest const& request, Actor const& actor) const {
    return gate_.change(
        actor, operations::add_corp_admin, {request.account, {}}, [&](Change& change) -> Status {
            auto user = TRY(known_user(change.transaction, change.permit, request));
            bool const is_ordinary =
                user.type == UserType::member && admin_type_of(user) == AdminType::none;
            if (!is_ordinary) return refusal_about(ErrorCode::user_not_ordinary, request.account);
            change.about(user.account);
            change.answer_holds_while(user.account);
            user.role = Role::administrator;
            user.role_departments.clear();
            user.updated_at = change.permit.now;
            return update_user(change.transaction, user);
        });
}

Result<bool> Administrators::holds(Reader& reader, Permit const& permit,
                                   Repetition::Earlier const& earlier) const {
    auto const user = TRY(find_user_by_account(reader, permit.reach(), earlier.holds_while));
    return user && admin_type_of(*user) != AdminType::none;
}

Status Administrators::remove(DeleteAdministratorsRequest const& request,
                              Actor const& actor) const {
    std::set<std::string> const accounts(request.accounts.begin(), request.accounts.end());
    return gate_.change(
        actor, operations::batch_delete_corp_admins, {}, [&](Change& change) -> Status {
            TRY(hold_users(change.transaction, change.permit.corp.id, name_kind(request.type),
                           request.accounts));
            for (auto const& account : accounts) {
                change.refusal_is_about(account);
                auto user = TRY(known_administrator(change.transaction, change.permit,
                                                    {account, request.type}));
                if (user.role == Role::default_administrator) {
                    return refusal_about(ErrorCode::default_admin_protected, account);
                }
                change.about(user.account);
                user.role = Role::none;
                user.updated_at = change.permit.now;
                TRY(update_user(change.transaction, user));
            }
            return Done{};
        });
}

Result<Page<FoundAdministrator>> Administrators::search(SearchAdministratorsRequest const& request,
                                                        Actor const& actor) const {
    auto const work = [&](Reader& reader,
                          Permit const& permit) -> Result<Page<FoundAdministrator>> {
        UserSearch search;
        search.reach = permit.reach();
        search.page = request.page;
        search.text = request.text;
        search.is_of_administrators = true;
        auto rows = TRY(search_users(reader, search));
        Page<FoundAdministrator> page{rows.offset, rows.limit, rows.count, {}};
        DepartmentsOfUsers departments(reader);
        for (auto& row : rows.data) {
            page.data.push_back(TRY(departments.with_department(std::move(row.user))));
        }
        return page;
    };
    return gate_.read(actor, operations::search_corp_admins, work);
}

Result<FoundAdministrator> Administrators::show(ShowUserRequest const& request,
                                                Actor const& actor) const {
    return gate_.read(actor, operations::show_corp_admin,
                      [&](Reader& reader, Permit const& permit) -> Result<FoundAdministrator> {
                          return DepartmentsOfUsers(reader).with_department(
                              TRY(known_administrator(reader, permit, request)));
                      });
}

}  // namespace roomkey
