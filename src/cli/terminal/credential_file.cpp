#include "cli/terminal/credential_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "cli/terminal/device_messages.hpp"
#include "cli/text/moment.hpp"

namespace roomkey {
namespace {

constexpr std::size_t file_bytes_max = std::size_t{16} << 10;
constexpr mode_t readable_by_others = S_IRWXG | S_IRWXO;

/// Closes a descriptor when it goes.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (is_open()) ::close(number_);
    }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

Error failure(std::filesystem::path const& path, std::string const& what) {
    return unavailable("--credential-file: " + path.string() + ": " + what);
}

Error system_failure(std::filesystem::path const& path) {
    return failure(path, std::generic_category().message(errno));
}

std::filesystem::path folder_of(std::filesystem::path const& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        auto const written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Result<std::string> read_all(std::filesystem::path const& path, int descriptor) {
    std::string text;
    std::array<char, 4096> part{};
    for (;;) {
        auto const count = ::read(descriptor, part.data(), part.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_failure(path);
        if (count == 0) return text;
        text.append(part.data(), static_cast<std::size_t>(count));
        if (text.size() > file_bytes_max) {
            return failure(path, "is not a credential file: too long");
        }
    }
}

}  // namespace

Result<std::optional<KeptCredential>> CredentialFile::load() const {
    if (path_.empty()) return std::optional<KeptCredential>{};
    Descriptor const file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) {
        if (errno == ENOENT) return std::optional<KeptCredential>{};
        return system_failure(path_);
    }
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0) return system_failure(path_);
    if ((facts.st_mode & readable_by_others) != 0) {
        return failure(path_, "other users can read it; accepted: mode 0600");
    }
    auto const kept = parse_object(TRY(read_all(path_, file.number())));
    auto const text = [&](std::string_view name) {
        auto const* const value = kept.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
    };
    KeptCredential credential{Secret(text("accessToken")), {}, Secret(text("previousToken"))};
    auto const renew_at = parse_moment(text("renewTime"));
    if (credential.token.empty() || !renew_at) return failure(path_, "is not a credential file");
    if (text("server") != server_) {
        return failure(path_, "is for the server " + text("server") + ", not for " + server_);
    }
    credential.renew_at = *renew_at;
    return std::optional<KeptCredential>{std::move(credential)};
}

Status CredentialFile::check_writable() const {
    if (path_.empty()) return Done{};
    auto const folder = folder_of(path_);
    if (::access(folder.c_str(), W_OK | X_OK) != 0) return system_failure(folder);
    return Done{};
}

Status CredentialFile::save(KeptCredential const& credential) const {
    if (path_.empty()) return Done{};
    boost::json::object kept{{"server", server_},
                             {"accessToken", credential.token.reveal()},
                             {"renewTime", moment_text(credential.renew_at)}};
    if (!credential.previous.empty()) kept["previousToken"] = credential.previous.reveal();
    auto const text = boost::json::serialize(kept);
    // A crash in the middle leaves the old file whole.
    auto draft = path_;
    draft += ".new";
    ::unlink(draft.c_str());
    {
        Descriptor const file(
            ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
        if (!file.is_open() || !write_all(file.number(), text + "\n") ||
            ::fsync(file.number()) != 0) {
            return system_failure(draft);
        }
    }
    if (::rename(draft.c_str(), path_.c_str()) != 0) return system_failure(path_);
    Descriptor const folder(::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open() || ::fsync(folder.number()) != 0) return system_failure(path_);
    return Done{};
}

Status CredentialFile::remove() const {
    if (path_.empty() || ::unlink(path_.c_str()) == 0 || errno == ENOENT) return Done{};
    return system_failure(path_);
}

}  // namespace roomkey
