#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "domain/contact.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"
#include "usecase/user/user_requests.hpp"

// What operations on users and on hard terminals do alike to an account.
namespace roomkey {

/// sendNotify: nothing is sent to a new account.
constexpr std::string_view no_notice = "0";
/// The names of an account's contacts in requests.
inline ContactFieldNames const account_contact_fields{"country", "email", "phone"};

/// An account that was found or changed in the same transaction.
Result<UserRow> shown_account(Reader& reader, UserId const& id);

/// Takes over what the details say of email, phone and country. One of email and phone has to
/// remain if there was one. `invalid_parameter`.
Status set_contacts(CodeIssue const& issue, User& user, UserDetails const& details,
                    ContactFieldNames const& names);
/// Takes over what the details say of the rest, except for department and status.
void describe(User& user, UserDetails const& details);

/// What can be reached: no phone where the enterprise has switched SMS off.
Contacts reached(Contacts contacts, Corp const& corp);
/// `invalid_parameter` naming the email if nothing can be reached.
Status require_reachable(Contacts const& contacts, Corp const& corp,
                         ContactFieldNames const& names = {});
/// With another one's contacts or password one could become that one. So an account with a role is
/// changed by itself, the operator and those who could give that role: an administrator of the
/// whole enterprise, `not_permitted`; if it is one itself, the default one, `default_admin_needed`.
Status require_power_over(Permit const& permit, User const& user);
/// While single sign-on goes by emails, no two people who are enabled have the same one: neither
/// could sign in. For an account that gets another email, or is enabled. `invalid_parameter`
/// naming `field`. Two changes to the same email wait for each other.
Status require_own_email(Reader& reader, Corp const& corp, User const& user,
                         std::string_view field);
/// That the user's department is there, within the actor's reach. `department_unknown`.
Status require_department(Change& change, User const& user);

/// Changes and saves the user, whose bound device is told that it is `updated`. A status is set as
/// by `set_account_status`.
Status update_account(Change& change, CodeIssue const& issue, User& user,
                      UserDetails const& details, ContactFieldNames const& names);
/// What the trail says of where the account was moved and of its new status, such as
/// "deptCode sales, disabled"; empty if neither is new.
std::string move_in_records(User const& before, User const& after);
/// Those of the parts that are not empty, with commas in between.
std::string listed_in_records(std::initializer_list<std::string> parts);
/// Saves the user. A disabled account's tokens open nothing, and its terminal is unbound. One that
/// is enabled takes a resource, so `hold_resources` comes before the user is held.
/// `default_admin_protected`; those of `require_power_over` and `check_resource_to_enable`.
Status set_account_status(Change& change, User& user, AccountStatus status);
/// Unbinds the terminal, if it is one. `default_admin_protected`; that of `require_power_over`.
Status delete_account(Change& change, User const& user);

}  // namespace roomkey
