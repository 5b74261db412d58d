#include "domain/account/role.hpp"

#include <algorithm>

namespace roomkey {
namespace {

constexpr char separator = '#';

}  // namespace

std::string_view wire_name(Role role) {
    switch (role) {
        case Role::default_administrator:
            return "default_administrator";
        case Role::administrator:
        case Role::department_administrator:
            return "administrator";
        case Role::terminal_operator:
            return "operator";
        case Role::help_desk:
            return "help_desk";
        case Role::auditor:
            return "auditor";
        case Role::none:
            break;
    }
    return "none";
}

std::optional<Role> role_named(std::string_view name, bool is_of_departments) {
    auto const administrator =
        is_of_departments ? Role::department_administrator : Role::administrator;
    for (auto const role :
         {administrator, Role::terminal_operator, Role::help_desk, Role::auditor, Role::none}) {
        if (wire_name(role) == name) return role;
    }
    return std::nullopt;
}

std::string joined_departments(std::vector<std::string> const& codes) {
    std::string joined;
    for (auto const& code : codes) {
        if (!joined.empty()) joined += separator;
        joined += code;
    }
    return joined;
}

std::vector<std::string> split_departments(std::string_view joined) {
    std::vector<std::string> codes;
    while (!joined.empty()) {
        auto const end = joined.find(separator);
        codes.emplace_back(joined.substr(0, end));
        joined = end == std::string_view::npos ? std::string_view{} : joined.substr(end + 1);
    }
    return codes;
}

bool Reach::covers(std::string_view code_path) const {
    if (is_whole()) return true;
    auto const path = split_departments(code_path);
    return std::any_of(path.begin(), path.end(), [&](std::string const& code) {
        return std::find(departments.begin(), departments.end(), code) != departments.end();
    });
}

}  // namespace roomkey
