#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "cli/command_runner.hpp"
#include "usecase/code/codes.hpp"
#include "usecase/delivery/notices.hpp"
#include "usecase/directory/corps.hpp"
#include "usecase/user/users.hpp"

// The records of operator commands, as JSON and as tables.
namespace roomkey {

boost::json::object corp_json(Corp const& corp);
/// `now` decides whether an unspent code has lapsed.
boost::json::object user_json(UserRow const& row, Instant now);
boost::json::object app_json(App const& app);
boost::json::object code_json(FoundCode const& code, Instant now);
boost::json::object notice_json(FoundNotice const& notice);
boost::json::object audit_json(AuditEntry const& entry);

std::string corp_text(Corp const& corp);
/// Shows the secrets of a new enterprise, this once.
void show_created_corp(Output& output, CreatedCorp const& corp);
/// Shown once: the password of an account, the key of an application.
ShownOnce password_of(std::string const& account);
ShownOnce key_of(AppId const& app);

std::string corps_table(std::vector<Corp> const& corps);
std::string users_table(Page<UserRow> const& page, Instant now);
std::string apps_table(std::vector<App> const& apps);
std::string codes_table(Page<FoundCode> const& page, Instant now);
std::string notices_table(Page<FoundNotice> const& page);
std::string audit_table(Page<AuditEntry> const& page);

/// "member", "hard-terminal", "smart-tv", "idea-hub", "smart-rooms".
std::string_view user_kind_name(UserType type);
/// The inverse; empty if there is no such kind.
std::optional<UserType> user_kind_named(std::string_view name);

template <class Record, class ToJson>
boost::json::object list_json(std::vector<Record> const& records, ToJson to_json) {
    boost::json::array data;
    for (auto const& record : records) data.push_back(to_json(record));
    return {{"count", records.size()}, {"data", std::move(data)}};
}

template <class Record, class ToJson>
boost::json::object page_json(Page<Record> const& page, ToJson to_json) {
    auto json = list_json(page.data, to_json);
    json["offset"] = page.offset;
    json["limit"] = page.limit;
    json["count"] = page.count;
    return json;
}

}  // namespace roomkey
