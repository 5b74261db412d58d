#include "app/installation/exposures.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "app/installation/data_folder.hpp"
#include "app/installation/engine.hpp"
#include "base/file_rights.hpp"
#include "delivery/sms/http_sender.hpp"
#include "storage/postgres/tools/postgres_uri.hpp"

namespace roomkey {
namespace {

void add_files(Config const& config, std::vector<Exposure>& found) {
    if (!config.exposed_file.empty()) {
        found.push_back({config.exposed_file.string(),
                         "has secrets in it and can be read by other users; run chmod o-r on it"});
    }
    if (!config.foreign_file.empty()) {
        found.push_back({config.foreign_file.string(),
                         "belongs to another user, who can read and change it; run chown on it"});
    }
    auto const database = DataLayout{config.data}.database();
    if (is_embedded(config) && strangers_rights(database).can_read &&
        (strangers_rights(config.data).can_use)) {
        found.push_back({database.string(), "can be read by other users; run chmod 600 on it"});
    }
}

void add_connections(Config const& config, std::vector<Exposure>& found) {
    for (auto const& [key, url] :
         {std::pair{"sms.kannel_sendsms_url", config.sms.kannel_sendsms_url},
          std::pair{"sms.webhook_url", config.sms.webhook_url}}) {
        if (!is_readable_on_the_way(url)) continue;
        found.push_back({key, "codes and numbers can be read in transit; use https://"});
    }
    if (is_embedded(config) || is_verified_postgres_uri(config.database)) return;
    found.push_back({"database",
                     "the connection to PostgreSQL does not verify the server, so that it can be "
                     "read and taken over in transit; use sslmode=verify-full"});
}

void add_ground(Config const& config, FileSystemOf const& type_of, std::vector<Exposure>& found) {
    if (!is_embedded(config)) return;
    auto const type = type_of(config.data);
    auto const name = type ? unsafe_file_system(*type) : std::string_view{};
    if (name.empty()) return;
    found.push_back({config.data.string(),
                     "is on " + std::string(name) +
                         ", whose locks and flushes the embedded database cannot rely on; use a "
                         "local disk, or PostgreSQL"});
}

}  // namespace

std::vector<Exposure> exposures_of(Config const& config, FileSystemOf const& type_of) {
    std::vector<Exposure> found;
    add_files(config, found);
    add_connections(config, found);
    add_ground(config, type_of, found);
    return found;
}

}  // namespace roomkey
