#include "app/installation/backup.hpp"

#include "app/installation/data_folder.hpp"
#include "app/installation/installation.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {
namespace {

namespace fs = std::filesystem;

Status copy_private(fs::path const& from, fs::path const& to) {
    std::error_code code;
    fs::copy_file(from, to, code);
    if (!code) fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, code);
    if (code) return unavailable("cannot copy " + from.string() + ": " + code.message());
    return Done{};
}

/// The certificate may be the operator's own and then is not there.
Status copy_certificate(DataLayout const& from, DataLayout const& to) {
    if (!fs::exists(from.certificate()) || !fs::exists(from.certificate_key())) return Done{};
    TRY(copy_private(from.certificate(), to.certificate()));
    return copy_private(from.certificate_key(), to.certificate_key());
}

/// Copies everything to `target` and opens it, which looks at the keys.
Status restore_into(fs::path const& target, DataLayout const& copy, Config const& config) {
    auto const folder = TRY(DataFolder::create(target));
    TRY(copy_private(copy.key_ring(), folder.layout().key_ring()));
    TRY(copy_certificate(copy, folder.layout()));
    auto from = config.sqlite;
    from.path = copy.database();
    auto const copied = back_up_sqlite_store(from, folder.layout().database());
    if (!copied.ok()) {
        return unavailable(copy.database().string() +
                           " cannot be restored: " + copied.error().detail);
    }
    auto restored = config;
    restored.data = target;
    restored.keys = {folder.layout().key_ring(), ""};
    restored.sqlite.path = folder.layout().database();
    SystemClock const clock;
    TRY(Installation::open(restored, clock, services_options(restored)));
    return Done{};
}

/// Moves what is in `from` to `to`, over empty folders of the same names.
Status move_entries(fs::path const& from, fs::path const& to) {
    std::error_code code;
    for (auto const* name : {"keys", "tls", "spool", "roomkey.db"}) {
        if (!fs::exists(from / name, code)) continue;
        fs::rename(from / name, to / name, code);
        if (code) return unavailable("cannot move " + (to / name).string() + ": " + code.message());
    }
    return Done{};
}

}  // namespace

Status back_up_installation(Config const& config, fs::path const& target) {
    if (fs::exists(target)) return unavailable(target.string() + " exists already");
    auto const folder = TRY(DataFolder::open(config.data));
    if (!folder.has_database()) return unavailable(config.data.string() + " is not initialised");
    // A copy has its keys with it, wherever these come from.
    auto const keys = TRY(load_key_ring(config.keys));
    auto const copy = TRY(DataFolder::create(target));
    TRY(keys.save_new(copy.layout().key_ring()));
    TRY(copy_certificate(folder.layout(), copy.layout()));
    return back_up_sqlite_store(config.sqlite, copy.layout().database());
}

Status restore_installation(Config const& config, fs::path const& source) {
    auto const copy = TRY(DataFolder::open(source));
    if (!copy.is_initialised()) return unavailable(source.string() + " is no copy of roomkey's");
    auto const folder = TRY(DataFolder::create(config.data));
    if (fs::exists(folder.layout().database()) || fs::exists(folder.layout().key_ring())) {
        return unavailable(config.data.string() + " is initialised already");
    }
    // Apart until it is whole and tried, so that a bad copy leaves nothing behind.
    auto const staged = config.data / ".restoring";
    std::error_code code;
    fs::remove_all(staged, code);
    auto status = restore_into(staged, copy.layout(), config);
    if (status.ok()) status = move_entries(staged, config.data);
    fs::remove_all(staged, code);
    return status;
}

}  // namespace roomkey
