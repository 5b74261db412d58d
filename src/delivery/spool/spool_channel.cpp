#include "delivery/spool/spool_channel.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "base/secret.hpp"
#include "delivery/message_text.hpp"

namespace roomkey {
namespace {

/// Longer than any contact that the contract allows.
constexpr std::size_t contact_length_max = 320;

std::string reason_of(int error_number) { return std::generic_category().message(error_number); }

/// An open file or folder.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    [[nodiscard]] int number() const { return number_; }
    /// False if the system reports an error only now.
    bool close() {
        if (number_ < 0) return true;
        auto const closed = ::close(number_);
        number_ = -1;
        return closed == 0;
    }

private:
    int number_;
};

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        auto const written = ::write(file, text.data(), text.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Writes `target` through a temporary name; the number of the system's error, or 0.
int replace_file(std::filesystem::path const& folder, std::filesystem::path const& target,
                 std::string_view text) {
    // A random name, because two workers may send the same message at once after a lost lease.
    auto temporary = (folder / ".sending-XXXXXX").string();
    Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (file.number() < 0) return errno;
    auto const give_up = [&] {
        auto const number = errno;
        ::unlink(temporary.c_str());
        return number;
    };
    if (!write_all(file.number(), text) || ::fsync(file.number()) != 0 || !file.close()) {
        return give_up();
    }
    if (::rename(temporary.c_str(), target.c_str()) != 0) return give_up();
    // The name itself must survive a power failure, too.
    Descriptor const directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.number() < 0 || ::fsync(directory.number()) != 0) return errno;
    return 0;
}

/// Files that a crash left half-written; their messages are sent again.
void remove_leftovers(std::filesystem::path const& folder) {
    std::error_code error;
    std::error_code ignored;
    std::filesystem::directory_iterator entry(folder, error);
    // Not a range loop: that would throw where this one stops.
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (entry->path().filename().string().starts_with(".sending-")) {
            std::filesystem::remove(entry->path(), ignored);
        }
    }
}

bool is_file_name(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
}

Secret file_text(OutgoingMessage const& message) {
    auto const text = message_text(message);
    std::string headers = "To: " + printable_line(message.contact.reveal(), contact_length_max);
    headers += "\nChannel: " + std::string(wire_name(message.channel));
    headers += "\nMessage-Id: " + message.id.value;
    headers += "\nLanguage: " + std::string(language_tag(message.language));
    if (!text.subject.empty()) headers += "\nSubject: " + text.subject;
    auto const& body = text.body.reveal();
    return Secret(headers + "\n\n" + body + (body.ends_with('\n') ? "" : "\n"));
}

}  // namespace

Result<SpoolChannel> SpoolChannel::open(std::filesystem::path folder) {
    std::error_code error;
    if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return unavailable("spool folder cannot be created: " + reason_of(errno));
    }
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
        return unavailable("spool folder is not a folder");
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return unavailable("spool folder is accessible to other users; it needs mode 0700");
    }
    remove_leftovers(folder);
    return SpoolChannel(std::move(folder));
}

SendOutcome SpoolChannel::send(OutgoingMessage const& message) {
    if (!is_file_name(message.id.value)) {
        return {SendOutcome::Kind::refused, "message id is not a valid file name"};
    }
    auto const name =
        std::to_string(unix_milliseconds(message.created_at)) + '-' + message.id.value + ".txt";
    auto const text = file_text(message);
    auto const error_number = replace_file(folder_, folder_ / name, text.reveal());
    if (error_number == 0) return {};
    return {SendOutcome::Kind::try_again, "spool: " + reason_of(error_number)};
}

}  // namespace roomkey
