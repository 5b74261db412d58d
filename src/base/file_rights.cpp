#include "base/file_rights.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

namespace roomkey {
namespace {

std::vector<gid_t> groups_of_this_process() {
    std::vector<gid_t> groups;
    int const count = ::getgroups(0, nullptr);
    if (count > 0) {
        groups.resize(static_cast<std::size_t>(count));
        int const filled = ::getgroups(count, groups.data());
        groups.resize(filled > 0 ? static_cast<std::size_t>(filled) : 0);
    }
    groups.push_back(::getegid());
    return groups;
}

}  // namespace

StrangersRights strangers_rights(mode_t mode, gid_t group, std::span<gid_t const> own_groups) {
    bool const is_own = std::find(own_groups.begin(), own_groups.end(), group) != own_groups.end();
    auto const may = [&](mode_t of_group, mode_t of_others) {
        return (mode & of_others) != 0 || (!is_own && (mode & of_group) != 0);
    };
    return {may(S_IRGRP, S_IROTH), may(S_IWGRP, S_IWOTH), may(S_IXGRP, S_IXOTH)};
}

StrangersRights strangers_rights(struct stat const& about) {
    return strangers_rights(about.st_mode, about.st_gid, groups_of_this_process());
}

StrangersRights strangers_rights(std::filesystem::path const& file) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) return {};
    return strangers_rights(about);
}

bool belongs_to_stranger(uid_t owner, uid_t own_user) { return owner != 0 && owner != own_user; }

bool belongs_to_stranger(std::filesystem::path const& file) {
    struct stat about {};
    return ::stat(file.c_str(), &about) == 0 && belongs_to_stranger(about.st_uid, ::geteuid());
}

Status refuse_written_by_strangers(std::filesystem::path const& file, std::string_view what) {
    if (!strangers_rights(file).can_write) return Done{};
    return unavailable(std::string(what) + ' ' + file.string() +
                       " can be written by other users; run chmod go-w on it");
}

}  // namespace roomkey
