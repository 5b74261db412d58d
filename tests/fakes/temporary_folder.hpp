#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace roomkey {

/// An empty folder (mode 0700) that goes away with this object, with all that is in it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        auto name = (std::filesystem::temp_directory_path() / "roomkey-XXXXXX").string();
        // A test without its folder can only mislead.
        if (mkdtemp(name.data()) == nullptr) std::abort();
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    /// The path of `name` in this folder, as text.
    [[nodiscard]] std::string file(std::string const& name) const {
        return (path_ / name).string();
    }

private:
    std::filesystem::path path_;
};

}  // namespace roomkey
