#include <algorithm>
#include <set>
#include <utility>

#include "base/ascii.hpp"
#include "domain/account/account_name.hpp"
#include "domain/account/password_rules.hpp"
#include "domain/phone_reading.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "usecase/directory/resources.hpp"
#include "usecase/user/account_changes.hpp"
#include "usecase/user/label_changes.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

constexpr auto account_rule = rule_named(rules::add_user, "account");
constexpr auto name_rule = rule_named(rules::add_user, "name");
constexpr auto third_account_rule = rule_named(rules::add_user, "thirdAccount");
constexpr std::size_t account_suffix_length = 12;
ContactFieldNames const invited_contact_fields{"country", "contact", "contact"};

namespace commands {
constexpr auto create_user = operator_only("create_user");
}  // namespace commands

/// Contract: AddUser.
Status check_account(std::string const& account) {
    if (account.find_first_not_of("0123456789") == std::string::npos) {
        return invalid_field("account", Fault::wrong_format, "not only digits");
    }
    if (std::none_of(account.begin(), account.end(), is_letter_or_digit)) {
        return invalid_field("account", Fault::wrong_format, "a letter or a digit");
    }
    auto const at = account.find('@');
    if (at != std::string::npos && account.find('.', at) != std::string::npos) {
        return invalid_field("account", Fault::wrong_format, "no . after @");
    }
    return require_account_name(account);
}

Status insert_new(Change& change, User& user) {
    auto& tx = change.transaction;
    user.corp_id = change.permit.corp.id;
    user.created_at = change.permit.now;
    if (user.status == AccountStatus::normal) {
        TRY(check_resource(tx, change.permit.corp, user.type));
    }
    // Nobody could tell ann from Ann. Accounts that sign-ins make of third-party ids are left
    // alone: the other system may tell its ids by their case.
    if (TRY(is_account_taken(tx, user.account))) {
        return refusal_about(ErrorCode::account_exists, user.account);
    }
    TRY(require_department(change, user));
    if (!TRY(insert_user(tx, user))) {
        return refusal_about(ErrorCode::third_account_exists, user.third_account);
    }
    return Done{};
}

/// Does `work` with each user of the batch once, all of them held.
template <class Work>
Status each_of(Change& change, UserBatchRequest const& request, std::string const& detail,
               Work work) {
    TRY(hold_users(change.transaction, change.permit.corp.id, name_kind(request.type),
                   request.accounts));
    for (auto const& account :
         std::set<std::string>(request.accounts.begin(), request.accounts.end())) {
        change.refusal_is_about(account);
        auto user = TRY(known_user(change.transaction, change.permit, {account, request.type}));
        change.about(user.account, detail);
        TRY(work(user));
    }
    return Done{};
}

}  // namespace

Result<Users::Draft> Users::draft(AddUserRequest const& request, Permit const& permit,
                                  ContactFieldNames const& names) const {
    Draft made{{}, request.password ? *request.password : tokens_.password()};
    User& user = made.user;
    user.id = UserId{tokens_.id()};
    user.account =
        request.account.value_or("user_" + user.id.value.substr(0, account_suffix_length));
    TRY(check_account(user.account));
    user.name = request.name;
    user.third_account = request.third_account;
    user.department_code = request.details.department_code.value_or(root_department);
    user.status = request.details.status.value_or(AccountStatus::normal);
    describe(user, request.details);
    TRY(set_contacts(issue_, user, request.details, names));
    TRY(require_reachable({user.email, user.phone}, permit.corp, names));
    TRY(check_first_password(made.password, user.account));
    user.password_hash = TRY(passwords_.hash(made.password));
    return made;
}

Status Users::insert(Change& change, Draft& draft, ContactFieldNames const& names,
                     bool is_told) const {
    auto& user = draft.user;
    TRY(require_own_email(change.transaction, change.permit.corp, user, names.email));
    TRY(insert_new(change, user));
    if (!is_told) {
        change.about(user.account);
        return Done{};
    }
    auto const contacts = reached({user.email, user.phone}, change.permit.corp);
    TRY(issue_.queue_password(change.transaction, user, draft.password, contacts,
                              change.permit.language, change.permit.now));
    change.about(user.account, masked(contacts));
    change.notify_outbox();
    return Done{};
}

Result<ShownUser> Users::add(AddUserRequest const& request, Actor const& actor) const {
    Subject const subject{request.account.value_or(""), {}};
    auto made = TRY(gate_.ahead(actor, operations::add_user, subject, [&](Permit const& permit) {
        return draft(request, permit, account_contact_fields);
    }));
    return gate_.change(
        actor, operations::add_user, subject, [&](Change& change) -> Result<ShownUser> {
            TRY(insert(change, made, account_contact_fields, request.send_notify != no_notice));
            return ShownUser{TRY(shown_account(change.transaction, made.user.id)), {}};
        });
}

Result<InvitedUser> Users::invite(InviteUserRequest const& request, Actor const& actor) const {
    AddUserRequest added;
    added.name = request.name;
    added.details = request.details;
    bool const is_email = request.contact.find('@') != std::string::npos;
    if (!is_email && !has_phone_format(request.contact)) {
        return invalid_field("contact", Fault::wrong_format, "an email or a phone number");
    }
    (is_email ? added.details.email : added.details.phone) = request.contact;
    auto made = TRY(gate_.ahead(actor, operations::invite_user, {}, [&](Permit const& permit) {
        return draft(added, permit, invited_contact_fields);
    }));
    return gate_.change(
        actor, operations::invite_user, {}, [&](Change& change) -> Result<InvitedUser> {
            auto& tx = change.transaction;
            // So that two invitations of one person do not miss each other.
            TRY(hold_corp(tx, change.permit.corp.id));
            auto const known = TRY(
                find_user_by_contact(tx, change.permit.reach(), made.user.email, made.user.phone));
            if (known) {
                change.about(known->account, "known");
                change.answer_holds_while(known->account);
                return InvitedUser{true};
            }
            TRY(insert(change, made, invited_contact_fields, true));
            change.answer_holds_while(made.user.account);
            return InvitedUser{false};
        });
}

Result<ShownUser> Users::update(UpdateUserRequest const& request, Actor const& actor) const {
    return gate_.change(
        actor, operations::update_user, {request.which.account, {}},
        [&](Change& change) -> Result<ShownUser> {
            auto& tx = change.transaction;
            if (request.details.status == AccountStatus::normal) {
                TRY(hold_resources(tx, change.permit.corp));
            }
            auto user = TRY(known_user(tx, change.permit, request.which));
            TRY(require_power_over(change.permit, user));
            auto const before = user;
            user.name = request.name.value_or(user.name);
            TRY(update_account(change, issue_, user, request.details, account_contact_fields));
            auto const labels = TRY(change_labels(tx, user, request.labels));
            bool const are_contacts_given = request.details.email || request.details.phone;
            auto const contacts =
                are_contacts_given ? masked({user.email, user.phone}) : std::string{};
            change.about(user.account,
                         listed_in_records({contacts, move_in_records(before, user), labels}));
            return ShownUser{TRY(shown_account(tx, user.id)), {}};
        });
}

Status Users::update_own(UpdateMyInfoRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::update_my_info, {}, [&](Change& change) -> Status {
        auto& tx = change.transaction;
        auto const& caller = change.permit.caller;
        auto user = caller ? TRY(find_user(tx, caller->user.id))
                           : TRY(find_default_admin(tx, change.permit.corp.id));
        if (!user) return internal_error("the caller is gone");
        change.about(user->account);
        change.count_record();
        user->name = request.name;
        return update_account(change, issue_, *user, request.details, account_contact_fields);
    });
}

Status Users::set_status(UserBatchRequest const& request, Actor const& actor) const {
    return gate_.change(
        actor, operations::batch_update_user_status, {}, [&](Change& change) -> Status {
            bool const is_disabled = request.status == AccountStatus::disabled;
            if (!is_disabled) TRY(hold_resources(change.transaction, change.permit.corp));
            return each_of(change, request, is_disabled ? "disabled" : "normal", [&](User& user) {
                return set_account_status(change, user, request.status);
            });
        });
}

Status Users::remove(UserBatchRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::batch_delete_users, {}, [&](Change& change) -> Status {
        return each_of(change, request, {},
                       [&](User const& user) { return delete_account(change, user); });
    });
}

Result<CreatedUser> Users::create(NewUser const& request, Actor const& actor) const {
    TRY(check_given(account_rule, "account", request.account));
    TRY(check_account(request.account));
    auto const& name = request.name.empty() ? request.account : request.name;
    TRY(check_given(name_rule, "name", name));
    if (!request.third_account.empty()) {
        TRY(check_given(third_account_rule, "third-account", request.third_account));
    }
    CreatedUser created{{}, request.password ? *request.password : tokens_.password()};
    TRY(check_operator_password(created.password));
    created.user.password_hash = TRY(passwords_.hash(created.password));
    created.user.id = UserId{tokens_.id()};
    created.user.account = request.account;
    created.user.name = name;
    created.user.third_account = request.third_account;
    created.user.department_code = root_department;
    created.user.role = request.is_administrator ? Role::administrator : Role::none;
    return gate_.change(actor, commands::create_user, {},
                        [&](Change& change) -> Result<CreatedUser> {
                            TRY(insert_new(change, created.user));
                            change.about(request.account);
                            return created;
                        });
}

Status Users::set_disabled(std::string const& account, bool is_disabled) const {
    auto const status = is_disabled ? AccountStatus::disabled : AccountStatus::normal;
    return set_status({{account}, AccountType::account, status}, operator_of_account(account));
}

Status Users::remove(std::string const& account) const {
    return remove(UserBatchRequest{{account}}, operator_of_account(account));
}

Status Users::rename(std::string const& account, std::string const& name) const {
    TRY(check_given(name_rule, "name", name));
    TRY(update({{account}, name, {}, {}}, operator_of_account(account)));
    return Done{};
}

}  // namespace roomkey
