#include "app/demo/demo_cast.hpp"

#include <boost/json.hpp>
#include <utility>

#include "base/file.hpp"
#include "cli/terminal/device_messages.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

struct DemoRoom {
    char const* name;
    DeviceType device_type;
};

constexpr DemoRoom demo_rooms[] = {
    {"Boardroom 3F", DeviceType::idea_hub},
    {"海淀 会议室", DeviceType::huawei_vision},
    {"Training room", DeviceType::smart_rooms},
};

Result<DemoCast> read_cast(std::filesystem::path const& file) {
    auto const object = parse_object(TRY(read_private_file(file)).reveal());
    if (object.empty()) return unavailable(file.string() + " is malformed; remove it");
    DemoCast cast;
    cast.corp_id = CorpId{text_of(object, "corpId")};
    cast.admin_account = text_of(object, "adminAccount");
    cast.admin_password = Secret(text_of(object, "adminPassword"));
    cast.app_id = AppId{text_of(object, "appId")};
    cast.app_key = Secret(text_of(object, "appKey"));
    cast.device_account = text_of(object, "deviceAccount");
    cast.device_name = text_of(object, "deviceName");
    return cast;
}

Status write_cast(std::filesystem::path const& file, DemoCast const& cast) {
    json::object object;
    object["corpId"] = cast.corp_id.value;
    object["adminAccount"] = cast.admin_account;
    object["adminPassword"] = cast.admin_password.reveal();
    object["appId"] = cast.app_id.value;
    object["appKey"] = cast.app_key.reveal();
    object["deviceAccount"] = cast.device_account;
    object["deviceName"] = cast.device_name;
    return create_file(file, json::serialize(object) + "\n");
}

}  // namespace

Result<DemoCast> load_or_make_cast(std::filesystem::path const& file, Services& services) {
    if (std::filesystem::exists(file)) return read_cast(file);
    auto corp = TRY(services.corps.create("Demo enterprise"));
    DemoCast cast{
        corp.corp_id, corp.admin_account, corp.admin_password, corp.app_id, corp.app_key, "", ""};
    for (auto const& room : demo_rooms) {
        CreateCodeRequest request;
        request.device_type = room.device_type;
        request.device_name = room.name;
        auto const terminal =
            TRY(services.codes.create(request, operator_of(corp.corp_id, Language::en_us)));
        if (!cast.device_account.empty()) continue;
        cast.device_account = terminal.account;
        cast.device_name = room.name;
    }
    TRY(write_cast(file, cast));
    return cast;
}

}  // namespace roomkey
