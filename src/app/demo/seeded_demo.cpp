#include "app/demo/seeded_demo.hpp"

#include <string>
#include <utility>

#include "app/demo/demo.hpp"
#include "app/installation/data_folder.hpp"
#include "app/installation/engine.hpp"
#include "app/installation/installation.hpp"
#include "security/system_randomness.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {
namespace {

namespace fs = std::filesystem;

/// The database as it was when the seed had been planted.
constexpr char const* snapshot_name = "seeded.db";

fs::path snapshot_in(Config const& config) { return config.data / snapshot_name; }

/// A spool that is configured elsewhere may be anybody's.
void clear_spool(Config const& config) {
    auto const spool = DataLayout{config.data}.spool();
    if (config.delivery.spool != spool) return;
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(spool, ignored)) {
        if (entry.is_regular_file(ignored)) fs::remove(entry.path(), ignored);
    }
}

/// Removes what an earlier demo left, if one did.
Status clear_folder(Config const& config, DataFolder const& folder) {
    auto const mark = folder.layout().seeded_mark();
    std::error_code ignored;
    // Keys alone belong to a node of PostgreSQL, or wait for a database to be restored.
    bool const is_in_use = folder.has_database() || fs::exists(folder.layout().key_ring(), ignored);
    if (is_in_use && !fs::exists(mark, ignored)) {
        return unavailable(config.data.string() +
                           " has an installation that no seed has made; name another folder");
    }
    // First, so that a demo that is killed in the middle can begin again.
    TRY(replace_file(mark, "The state of this folder is removed by `roomkey demo --seed`.\n"));
    auto const database = folder.layout().database().string();
    for (auto const& file :
         {database, database + "-wal", database + "-shm", snapshot_in(config).string()}) {
        std::error_code code;
        fs::remove(file, code);
        if (code) return unavailable("cannot remove " + file + ": " + code.message());
    }
    clear_spool(config);
    return Done{};
}

}  // namespace

Result<SeededDemo> SeededDemo::prepare(Config const& config, Clock const& clock,
                                       fs::path const& seed) {
    SeededDemo demo(config, TRY(Seed::read(seed)));
    if (!is_embedded(config)) {
        return unavailable("a seed is for the embedded database; leave out --database");
    }
    auto const folder = TRY(DataFolder::create(config.data));
    // Released at the end: the server takes it for itself.
    auto const serving = TRY(folder.lock_for_serving());
    TRY(clear_folder(config, folder));
    SystemRandomness randomness;
    TRY(Installation::create(config, randomness));
    {
        auto const installation = TRY(Installation::open(config, clock, services_options(config)));
        TRY(demo.seed_.plant(installation->services().use_cases()));
    }
    TRY(back_up_sqlite_store(config.sqlite, snapshot_in(config)));
    return demo;
}

Status SeededDemo::reset(Services& services) const {
    TRY(put_back_sqlite_store(config_.sqlite, snapshot_in(config_)));
    clear_spool(config_);
    services.feed.wake_all();
    return Done{};
}

void SeededDemo::introduce(Server const& server, std::ostream& out) const {
    out << "roomkey serves at " << base_url_of(config_, server.port()) << '\n';
    for (auto const& line : seed_.summary()) out << "  " << line << '\n';
    out << "  messages    files in " << config_.delivery.spool.string()
        << ", unless a mail server or gateway is configured\n";
    if (server.ops_port() != 0) {
        out << "Back to the state of the start, between tests:\n\ncurl -X POST http://"
            << config_.ops_listen->host << ':' << server.ops_port() << "/demo/reset\n";
    }
    out << "\nCtrl-C stops the demo. Every start begins with the seed.\n" << std::flush;
}

}  // namespace roomkey
