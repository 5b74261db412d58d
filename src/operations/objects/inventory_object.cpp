#include "operations/objects/inventory_object.hpp"

#include <boost/json.hpp>

namespace roomkey {

namespace json = boost::json;

json::object terminal_record_object(TerminalRecord const& record) {
    auto const& row = record.row;
    auto const& user = row.user;
    auto const& labels = row.labels;
    json::object object{{"userAccount", user.account},
                        {"name", user.name},
                        {"userType", static_cast<int>(user.type)},
                        {"status", static_cast<int>(user.status)},
                        {"deptCode", user.department_code},
                        {"deptNamePath", row.department_name_path},
                        {"phone", user.phone},
                        {"country", user.country},
                        {"email", user.email},
                        {"desc", user.description},
                        {"sortLevel", user.sort_level},
                        {"model", ""},
                        {"sn", user.serial_number},
                        {"activeTime", nullptr},
                        {"activeCodeExpireTime", nullptr},
                        {"lastSeenTime", nullptr},
                        {"online", record.is_online},
                        {"note", labels.note},
                        {"assetNumber", labels.asset_number},
                        {"tags", json::array(labels.tags.begin(), labels.tags.end())}};
    if (!row.terminal) return object;
    object["model"] = row.terminal->model;
    if (auto const& code = row.terminal->code) {
        object["activeCodeExpireTime"] = unix_milliseconds(code->expires_at);
    }
    if (auto const& binding = row.terminal->binding) {
        object["activeTime"] = unix_milliseconds(binding->bound_at);
        object["lastSeenTime"] = unix_milliseconds(binding->last_seen_at);
        object["sn"] = binding->sn;
        if (!binding->model.empty()) object["model"] = binding->model;
    }
    return object;
}

json::object table_export_object(TableExport const& part) {
    json::object object{{"csv", part.csv}, {"nextOffset", nullptr}};
    if (part.next_offset) object["nextOffset"] = *part.next_offset;
    return object;
}

json::object trend_object(std::vector<TrendDay> const& days) {
    json::array list;
    for (auto const& day : days) {
        list.push_back(json::object{{"startTime", unix_milliseconds(day.begin)},
                                    {"activations", day.activations},
                                    {"resets", day.resets}});
    }
    return {{"days", std::move(list)}};
}

}  // namespace roomkey
