#include "operations/objects/corp_object.hpp"

#include <boost/json.hpp>
#include <chrono>

#include "domain/activation/code_format_text.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

/// The counter of ShowCorpResource.
std::string_view counter_name(UserType type) {
    switch (type) {
        case UserType::hard_terminal:
            return "te1080pHardCount";
        case UserType::smart_tv:
            return "hwVisionCount";
        case UserType::idea_hub:
            return "ideaHubCount";
        case UserType::smart_rooms:
            return "roomCount";
        case UserType::member:
            break;
    }
    return "teSoftCount";
}

/// Nothing here is a trial, and nothing expires.
json::object counter_object(int limit) {
    return {{"sumCount", limit}, {"trialCount", 0}, {"expiredCount", 0}, {"expiringCount", 0}};
}

json::object counter_object(int limit, std::int64_t used) {
    auto counter = counter_object(limit);
    counter["usedCount"] = used;
    return counter;
}

}  // namespace

json::object corp_object(ShownCorp const& shown) {
    auto const& corp = shown.corp;
    auto const& admin = shown.default_admin;
    return {{"id", corp.id.value},
            {"name", corp.name},
            {"address", corp.address},
            {"adminName", admin.name},
            {"account", admin.account},
            {"phone", admin.phone},
            {"country", admin.country},
            {"email", admin.email},
            {"enableSMS", corp.policy.enable_sms},
            {"enableCloudDisk", false},
            {"enablePstn", false},
            {"autoUserCreate", corp.policy.auto_user_create},
            {"totpRequired", corp.policy.requires_totp},
            {"codeValiditySeconds", corp.policy.code_validity / std::chrono::seconds{1}},
            {"codeFormat", code_format_text(corp.policy.code_format)},
            {"language", wire_name(corp.policy.language)},
            {"timeZone", corp.policy.time_zone},
            {"corpType", 0}};
}

json::object corp_resources_object(CorpResources const& shown) {
    json::object object;
    for (auto const& each : shown.all) {
        object[counter_name(each.resource.type)] = counter_object(each.limit, each.used);
    }
    // The limit of hard terminals is one for all kinds of them.
    object["te720pHardCount"] = counter_object(0, 0);
    object["thirdPartyHardCount"] = counter_object(0, 0);
    // Meetings, recordings, live streams and cloud rooms do not exist here.
    for (auto const* name : {"recordCapability", "confCallCount", "liveCount"}) {
        object[name] = counter_object(0);
    }
    object["vmr"] = json::array();
    object["enableSMS"] = shown.corp.policy.enable_sms;
    for (auto const* name :
         {"enablePstn", "enableHybridCloud", "enableCloudDisk", "enableUc", "enableAiMinutes"}) {
        object[name] = false;
    }
    object["singleConfCallCount"] = 0;
    object["confLength"] = 0;
    return object;
}

json::object corp_resource_object(CorpResource const& shown) {
    return {{"id", shown.id},
            {"type", shown.resource.wire_name},
            {"typeId", nullptr},
            {"typeDesc", nullptr},
            {"vmrMode", nullptr},
            {"count", shown.limit},
            {"expireDate", unix_milliseconds(resource_expiry)},
            {"orderId", ""},
            {"status", 0},
            {"editable", false}};
}

}  // namespace roomkey
