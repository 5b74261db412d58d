#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fields/binding.hpp"
#include "usecase/gate.hpp"
#include "usecase/user/user_requests.hpp"

namespace roomkey {

struct DeleteAdministratorsRequest {
    std::vector<std::string> accounts;
    AccountType type = AccountType::account;
};

struct SearchAdministratorsRequest {
    PageRequest page;
    std::string text;
};

Fields<ShowUserRequest> add_administrator_fields();
Fields<DeleteAdministratorsRequest> delete_administrators_fields();
Fields<SearchAdministratorsRequest> search_administrators_fields();
Fields<ShowUserRequest> show_administrator_fields();

struct FoundAdministrator {
    User user;
    Department department;
};

/// The administrators of an enterprise. Errors of each: those of the gate, and `account_unknown`
/// naming an account that the enterprise does not have.
class Administrators {
public:
    explicit Administrators(Gate const& gate) : gate_(gate) {}

    /// Makes a user an ordinary administrator. `user_not_ordinary`.
    Status add(ShowUserRequest const& request, Actor const& actor) const;
    /// Whether the user of an earlier request is still an administrator.
    Result<bool> holds(Reader& reader, Permit const& permit,
                       Repetition::Earlier const& earlier) const;
    /// Takes the role from all of them or none. `account_unknown` also for users without it,
    /// `default_admin_protected`.
    Status remove(DeleteAdministratorsRequest const& request, Actor const& actor) const;
    Result<Page<FoundAdministrator>> search(SearchAdministratorsRequest const& request,
                                            Actor const& actor) const;
    /// `account_unknown` also for users without the role.
    Result<FoundAdministrator> show(ShowUserRequest const& request, Actor const& actor) const;

private:
    Gate const& gate_;
};

}  // namespace roomkey
