#include "security/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace roomkey {
namespace {

constexpr std::size_t content_bytes_max = std::size_t{64} << 10U;

/// Closes on every exit path; `get()` is negative if nothing was opened.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

/// What the system just refused to do with `file`.
Error failure(char const* action, std::filesystem::path const& file) {
    auto const reason = std::system_category().message(errno);
    return internal_error(std::string{"cannot "} + action + ' ' + file.string() + ": " + reason);
}

Status write_all(int descriptor, std::string_view rest, std::filesystem::path const& file) {
    while (!rest.empty()) {
        auto const count = ::write(descriptor, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure("write", file);
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::fsync(descriptor) != 0) return failure("sync", file);
    return Done{};
}

/// Without this the name of a new file may be lost although its content is on the disk.
Status sync_directory_of(std::filesystem::path const& file) {
    auto const parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    Descriptor const directory{::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.get() < 0 || ::fsync(directory.get()) != 0) return failure("sync", parent);
    return Done{};
}

/// The size of the file, if it is suitable for secrets.
Result<std::size_t> checked_size(int descriptor, std::filesystem::path const& file) {
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) return failure("examine", file);
    if (!S_ISREG(about.st_mode)) return internal_error(file.string() + " is not a regular file");
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return internal_error(file.string() +
                              " is accessible to other users; its mode must be 0600");
    }
    auto const size = static_cast<std::size_t>(about.st_size);
    if (size > content_bytes_max) return internal_error(file.string() + " is too long");
    return size;
}

}  // namespace

Result<Secret> read_private_file(std::filesystem::path const& file) {
    // Not blocking, so that a pipe in place of the file is refused and not waited for.
    Descriptor const descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (descriptor.get() < 0) return failure("open", file);
    std::string content(TRY(checked_size(descriptor.get(), file)), '\0');
    std::size_t have = 0;
    while (have < content.size()) {
        auto const count = ::read(descriptor.get(), content.data() + have, content.size() - have);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure("read", file);
        if (count == 0) return internal_error(file.string() + " shrank while it was read");
        have += static_cast<std::size_t>(count);
    }
    return Secret(std::move(content));
}

Status write_private_file(std::filesystem::path const& file, Secret const& content) {
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    Descriptor const descriptor{::open(file.c_str(), flags, S_IRUSR | S_IWUSR)};
    if (descriptor.get() < 0) return failure("create", file);
    auto status = write_all(descriptor.get(), content.reveal(), file);
    if (status.ok()) status = sync_directory_of(file);
    if (!status.ok()) ::unlink(file.c_str());
    return status;
}

Status replace_private_file(std::filesystem::path const& file, Secret const& content) {
    auto fresh = file;
    fresh += ".new";
    // What an interrupted replacement left.
    if (::unlink(fresh.c_str()) != 0 && errno != ENOENT) return failure("remove", fresh);
    TRY(write_private_file(fresh, content));
    if (::rename(fresh.c_str(), file.c_str()) != 0) {
        auto error = failure("replace", file);
        ::unlink(fresh.c_str());
        return error;
    }
    return sync_directory_of(file);
}

}  // namespace roomkey
