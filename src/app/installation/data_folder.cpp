#include "app/installation/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/file_rights.hpp"

namespace roomkey {
namespace {

constexpr mode_t folder_mode = 0700;
constexpr mode_t file_mode = 0600;

Error failure(std::string const& what, std::filesystem::path const& path, int number) {
    return unavailable(what + " " + path.string() + ": " + std::strerror(number));
}

Status check_folder(std::filesystem::path const& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) return failure("cannot open the folder", path, errno);
    if (!S_ISDIR(facts.st_mode)) return unavailable(path.string() + " is not a folder");
    if (strangers_rights(facts).can_write) {
        return unavailable("the folder " + path.string() +
                           " is writable by users other than its owner; run chmod 700 on it");
    }
    return Done{};
}

Status make_folder(std::filesystem::path const& path) {
    if (::mkdir(path.c_str(), folder_mode) == 0) return Done{};
    if (errno == EEXIST) return check_folder(path);
    return failure("cannot create the folder", path, errno);
}

/// Those above `path` too; of these only missing ones matter.
Status make_folders(std::filesystem::path const& path) {
    auto const parent = path.parent_path();
    std::error_code ignored;
    if (!parent.empty() && !std::filesystem::exists(parent, ignored)) TRY(make_folders(parent));
    return make_folder(path);
}

/// `taken` is what an error says if someone else has the lock.
Result<FolderLock> take_lock(std::filesystem::path const& path, int kind,
                             std::string const& taken) {
    FolderLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, file_mode));
    if (!lock.is_open()) return failure("cannot open", path, errno);
    if (::flock(lock.number(), kind) == 0) return lock;
    if (errno == EWOULDBLOCK) return unavailable(taken);
    return failure("cannot lock", path, errno);
}

}  // namespace

Result<DataFolder> DataFolder::create(std::filesystem::path const& root) {
    // A slash at the end would make the folder its own parent.
    auto const folder = root.has_filename() ? root : root.parent_path();
    DataFolder made(DataLayout{folder});
    TRY(make_folders(folder));
    for (auto const& path : {made.layout_.keys(), made.layout_.tls(), made.layout_.spool()}) {
        TRY(make_folder(path));
    }
    return made;
}

Result<DataFolder> DataFolder::open(std::filesystem::path const& root) {
    DataFolder opened(DataLayout{root});
    for (auto const& path : {root, opened.layout_.keys(), opened.layout_.tls()}) {
        TRY(check_folder(path));
    }
    return opened;
}

bool DataFolder::has_database() const {
    std::error_code ignored;
    return std::filesystem::exists(layout_.database(), ignored);
}

bool DataFolder::has_copied_database() const {
    std::error_code ignored;
    return std::filesystem::exists(layout_.copied_database(), ignored);
}

Status DataFolder::forget_demo() const {
    std::error_code code;
    if (has_database() || std::filesystem::remove(layout_.seeded_mark(), code) || !code) {
        return Done{};
    }
    return unavailable("cannot remove " + layout_.seeded_mark().string() + ": " + code.message());
}

bool DataFolder::is_initialised() const {
    std::error_code ignored;
    return std::filesystem::exists(layout_.key_ring(), ignored) && has_database();
}

Result<FolderLock> DataFolder::lock_for_serving() const {
    return take_lock(layout_.serve_lock(), LOCK_EX | LOCK_NB,
                     "another roomkey is serving the data folder " + layout_.root.string());
}

Result<FolderLock> DataFolder::lock_for_making() const {
    return take_lock(layout_.init_lock(), LOCK_EX, {});
}

Result<FolderLock> DataFolder::lock_for_use() const {
    return take_lock(layout_.use_lock(), LOCK_SH | LOCK_NB,
                     "the database in " + layout_.root.string() + " is being moved elsewhere");
}

Result<FolderLock> DataFolder::lock_for_moving() const {
    return take_lock(layout_.use_lock(), LOCK_EX | LOCK_NB,
                     "the database in " + layout_.root.string() +
                         " is in use; stop the server and wait for commands to end");
}

}  // namespace roomkey
