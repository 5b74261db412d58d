#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "storage/records.hpp"

// Records to test with: complete, distinct by number, and every field worth comparing is set.
namespace roomkey::contract {

/// The moment from which the tests count.
constexpr Instant start{std::chrono::sys_days{std::chrono::January / 1 / 2024}};

constexpr Duration seconds(int count) { return std::chrono::seconds{count}; }
constexpr Duration days(int count) { return std::chrono::days{count}; }

Digest digest(int number);

Corp sample_corp(std::string const& id, std::string const& name = "Example");
Department sample_department(std::string const& corp, std::string const& code,
                             Department const& parent, std::string const& name);
App sample_app(int number, std::string const& corp);
User sample_member(std::string const& corp, std::string const& account);
Terminal sample_terminal(std::string const& corp, std::string const& account);
Terminal sample_hard_terminal(std::string const& corp, std::string const& account);
ActiveCode sample_code(int number, Instant created_at = start);
Binding sample_binding(int number, UserId const& user);
Credential sample_credential(int number, Binding const& binding);
Session sample_session(int number, UserId const& user);
Notice sample_notice(int number, UserId const& user);
AuditEntry sample_audit(std::string const& corp, std::string const& account, Instant at);

}  // namespace roomkey::contract
