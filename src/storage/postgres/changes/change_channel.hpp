#pragma once

#include <string>
#include <vector>

#include "storage/postgres/changes/changes.hpp"

// How changes are written in notifications: ids separated by blanks, or "*" for everything.
namespace roomkey::postgres {

constexpr char const* change_channel = "roomkey_changes";

/// As few payloads as the server's limit of 8000 bytes allows.
std::vector<std::string> to_payloads(Changes const& changes);

/// What is not a list of binding ids counts as everything: a newer node may say more than we know.
Changes from_payload(std::string const& payload);

/// Adds `more` to `changes`.
void merge(Changes& changes, Changes more);

}  // namespace roomkey::postgres
