#include "app/installation/file_system.hpp"

#include <sys/vfs.h>

#include <array>
#include <cstdint>
#include <utility>

namespace roomkey {
namespace {

// linux/magic.h, and for those that are not in it the source of the kernel's file system.
constexpr std::array<std::pair<std::uint32_t, std::string_view>, 12> unsafe{{
    {0x6969, "NFS"},
    {0xFF534D42, "CIFS"},
    {0xFE534D42, "SMB"},
    {0x517B, "SMB"},
    {0x65735546, "FUSE"},
    {0x01021997, "9P"},
    {0x00C36400, "Ceph"},
    {0x5346414F, "AFS"},
    {0x6B414653, "AFS"},
    {0x73757245, "Coda"},
    {0x564C, "NCP"},
    {0x0BD00BD0, "Lustre"},
}};

}  // namespace

std::string_view unsafe_file_system(long type) {
    // The type of the field differs between platforms, with a sign on some.
    auto const number = static_cast<std::uint32_t>(type);
    for (auto const& [known, name] : unsafe) {
        if (known == number) return name;
    }
    return {};
}

std::optional<long> file_system_of(std::filesystem::path const& folder) {
    struct statfs about {};
    if (::statfs(folder.c_str(), &about) != 0) return std::nullopt;
    return static_cast<long>(about.f_type);
}

}  // namespace roomkey
