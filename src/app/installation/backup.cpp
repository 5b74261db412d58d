#include "app/installation/backup.hpp"

#include <utility>

#include "app/installation/data_folder.hpp"
#include "app/installation/engine.hpp"
#include "app/installation/installation.hpp"
#include "app/transfer/copy_installation.hpp"
#include "storage/postgres/tools/postgres_transfer.hpp"
#include "storage/sqlite/sqlite_transfer.hpp"

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

/// The certificate may be the operator's own, and then is not there.
Status copy_certificate(DataLayout const& from, DataLayout const& to) {
    if (!fs::exists(from.certificate()) || !fs::exists(from.certificate_key())) return Done{};
    TRY(copy_private(from.certificate(), to.certificate()));
    return copy_private(from.certificate_key(), to.certificate_key());
}

void say_nothing(std::string const& /*table*/, std::int64_t /*rows*/) {}

/// Into the file of an embedded database, whichever engine it comes from: so a copy has one form,
/// and can be restored to either.
Status back_up_database(Config const& config, std::string const& file) {
    auto const source = TRY(is_embedded(config) ? open_sqlite_source(config.sqlite)
                                                : open_postgres_source(config.postgres));
    // A copy with the wrong keys would be discovered only when it is needed.
    TRY(check_keys_of(*source, config.keys));
    if (is_embedded(config)) return back_up_sqlite_store(config.sqlite, file);
    auto options = config.sqlite;
    options.path = file;
    auto const target = TRY(open_sqlite_target(options));
    TRY(transfer_all(*source, *target, say_nothing));
    return target->commit();
}

Status fill_copy(Config const& config, DataFolder const& folder, KeyRing const* keys,
                 DataLayout const& copy) {
    if (keys != nullptr) {
        TRY(keys->save_new(copy.key_ring()));
        TRY(copy_certificate(folder.layout(), copy));
    }
    return back_up_database(config, copy.database());
}

/// A copy next to its final place, and how it is opened.
struct Staged {
    Config config;
    Restored restored;
};

/// Copies everything to `target` and opens it, which checks the keys; ends what is `to_end`.
Result<Staged> stage(fs::path const& target, DataLayout const& copy, Config const& config,
                     AccessToEnd const& to_end) {
    auto const folder = TRY(DataFolder::create(target));
    bool const has_own_keys = fs::exists(copy.key_ring());
    if (has_own_keys) TRY(copy_private(copy.key_ring(), folder.layout().key_ring()));
    TRY(copy_certificate(copy, folder.layout()));
    auto from = config.sqlite;
    from.path = copy.database();
    auto const copied = back_up_sqlite_store(from, folder.layout().database());
    if (!copied.ok()) {
        return unavailable(copy.database().string() +
                           " cannot be restored: " + copied.error().detail);
    }
    auto staged = config;
    staged.data = target;
    staged.database.clear();
    if (has_own_keys) staged.keys = {folder.layout().key_ring(), ""};
    staged.sqlite.path = folder.layout().database();
    SystemClock const clock;
    auto const installation = TRY(Installation::open(staged, clock, services_options(staged)));
    auto& access = installation->services().end_access;
    Restored restored;
    restored.access = TRY(access.count());
    if (to_end.sessions || to_end.bindings) restored.ended = TRY(access.run(to_end));
    return Staged{std::move(staged), restored};
}

/// Moves what is in `from` to `to`, over empty folders of the same names.
Status move_entries(fs::path const& from, fs::path const& to,
                    std::initializer_list<char const*> names) {
    std::error_code code;
    for (auto const* name : names) {
        if (!fs::exists(from / name, code)) continue;
        fs::rename(from / name, to / name, code);
        if (code) return unavailable("cannot move " + (to / name).string() + ": " + code.message());
    }
    return Done{};
}

/// `unavailable` if there are keys already, and they are not those of the copy.
Status check_own_keys(Config const& staged, Config const& config) {
    if (!has_keys(config.keys)) return Done{};
    TRY(load_key_ring(config.keys));
    auto const source = TRY(open_sqlite_source(staged.sqlite));
    auto agreed = check_keys_of(*source, config.keys);
    if (agreed.ok()) return agreed;
    return unavailable(keys_origin(config.keys) +
                       " is not the copy's key file: " + agreed.error().detail);
}

/// Puts the keys where `config` looks for them, unless they are there. Never over others.
Status place_keys(Config const& staged, Config const& config) {
    if (has_keys(config.keys)) return Done{};
    std::error_code ignored;
    auto const own = fs::weakly_canonical(DataLayout{config.data}.key_ring(), ignored);
    if (fs::weakly_canonical(config.keys.file, ignored) == own) {
        return move_entries(staged.data, config.data, {"keys"});
    }
    return TRY(load_key_ring(staged.keys)).save_new(config.keys.file);
}

/// Moves what was staged to its place; a shared database gets it in one transaction.
Status settle(Config const& staged, Config const& config) {
    // The keys before the database: one without its keys would be worthless.
    if (is_embedded(config)) {
        TRY(place_keys(staged, config));
        return move_entries(staged.data, config.data, {"tls", "spool", "roomkey.db"});
    }
    auto const source = TRY(open_sqlite_source(staged.sqlite));
    auto const target = TRY(open_postgres_target(config.postgres));
    TRY(transfer_all(*source, *target, say_nothing));
    bool const had_keys = has_keys(config.keys);
    TRY(place_keys(staged, config));
    TRY(move_entries(staged.data, config.data, {"tls", "spool"}));
    auto status = target->commit();
    if (status.ok() || had_keys) return status;
    // It may have been committed all the same, and then needs them.
    auto error = std::move(status).error();
    error.detail += "; its keys stay at " + keys_origin(config.keys) +
                    "; keep them if the database holds the data, else remove them";
    return error;
}

}  // namespace

Status back_up_installation(Config const& config, fs::path const& target, bool with_keys) {
    if (fs::exists(target)) return unavailable(target.string() + " already exists");
    auto const folder = TRY(DataFolder::open(config.data));
    if (is_embedded(config) && !folder.has_database()) {
        return unavailable(config.data.string() + " is not initialised");
    }
    // Wherever these come from.
    auto const keys = TRY(load_key_ring(config.keys));
    auto const copy = TRY(DataFolder::create(target));
    auto status = fill_copy(config, folder, with_keys ? &keys : nullptr, copy.layout());
    std::error_code ignored;
    // Half a copy would one day be mistaken for a complete one.
    if (!status.ok()) fs::remove_all(target, ignored);
    return status;
}

Result<Restored> restore_installation(Config const& config, fs::path const& source,
                                      AccessToEnd const& to_end) {
    auto const copy = TRY(DataFolder::open(source));
    if (!copy.has_database()) return unavailable(source.string() + " is not a roomkey backup");
    bool const has_own_keys = copy.is_initialised();
    auto const folder = TRY(DataFolder::create(config.data));
    if (fs::exists(folder.layout().database()) ||
        (has_own_keys && fs::exists(folder.layout().key_ring()))) {
        return unavailable(config.data.string() + " is initialised already");
    }
    if (!has_own_keys && !has_keys(config.keys)) {
        return unavailable(source.string() + " has no keys in it; put its key file at " +
                           keys_origin(config.keys) + " first (mode 0600)");
    }
    TRY(folder.forget_demo());
    // Kept separate until it is complete and checked, so that a bad copy leaves nothing behind.
    auto const staging = config.data / ".restoring";
    std::error_code code;
    fs::remove_all(staging, code);
    auto const staged = stage(staging, copy.layout(), config, to_end);
    auto status = staged.ok() ? check_own_keys(staged->config, config) : Status(staged.error());
    if (status.ok()) status = settle(staged->config, config);
    fs::remove_all(staging, code);
    if (!status.ok()) return status.error();
    return staged->restored;
}

}  // namespace roomkey
