#include "app/demo/demo_cast.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <utility>

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

std::string text_at(json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : "";
}

Result<DemoCast> read_cast(std::filesystem::path const& file) {
    std::ifstream stream(file);
    std::string const text((std::istreambuf_iterator<char>(stream)), {});
    json::error_code code;
    auto const value = json::parse(text, code);
    if (code || !value.is_object()) return unavailable(file.string() + " is malformed; remove it");
    auto const& object = value.get_object();
    DemoCast cast;
    cast.corp_id = CorpId{text_at(object, "corpId")};
    cast.admin_account = text_at(object, "adminAccount");
    cast.admin_password = Secret(text_at(object, "adminPassword"));
    cast.app_id = AppId{text_at(object, "appId")};
    cast.app_key = Secret(text_at(object, "appKey"));
    cast.device_account = text_at(object, "deviceAccount");
    cast.device_name = text_at(object, "deviceName");
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
    auto const text = json::serialize(object) + "\n";
    int const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return unavailable("cannot write " + file.string());
    auto const written = ::write(descriptor, text.data(), text.size());
    ::close(descriptor);
    if (written != static_cast<ssize_t>(text.size())) {
        return unavailable("cannot write " + file.string());
    }
    return Done{};
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
