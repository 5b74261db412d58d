#include "delivery/spool/spool_channel.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "base/ascii.hpp"
#include "base/file.hpp"
#include "base/file_rights.hpp"
#include "base/secret.hpp"
#include "delivery/message_text.hpp"

namespace roomkey {
namespace {

/// Longer than any contact that the contract allows.
constexpr std::size_t contact_length_max = 320;

/// Writes `target` by way of a name of its own.
std::error_code write_whole(std::filesystem::path const& folder,
                            std::filesystem::path const& target, std::string_view text) {
    // A random name, because two workers may send the same message at once after a lost lease.
    auto temporary = (folder / ".sending-XXXXXX").string();
    Descriptor const file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file.is_open()) return last_system_error();
    auto error = write_synced(file, text);
    if (!error) std::filesystem::rename(temporary, target, error);
    if (!error) return sync_folder_of(target);
    ::unlink(temporary.c_str());
    return error;
}

/// Removes the files whose names `is_wanted` takes.
template <class IsWanted>
std::error_code remove_files(std::filesystem::path const& folder, IsWanted is_wanted) {
    std::error_code error;
    std::error_code ignored;
    std::filesystem::directory_iterator entry(folder, error);
    // Not a range loop: that would throw where this one stops.
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (is_wanted(entry->path().filename().string())) {
            std::filesystem::remove(entry->path(), ignored);
        }
    }
    return error;
}

/// Of files that a crash left half-written; their messages are sent again.
bool is_leftover(std::string const& name) { return name.starts_with(".sending-"); }

/// When the notice was created whose message has this name; empty if it is not such a name.
std::optional<Instant> created_at(std::string const& name) {
    auto const dash = name.find('-');
    if (dash == std::string::npos || !name.ends_with(".txt")) return std::nullopt;
    std::int64_t milliseconds = 0;
    auto const* const end = name.data() + dash;
    auto const [stopped_at, error] = std::from_chars(name.data(), end, milliseconds);
    if (error != std::errc{} || stopped_at != end) return std::nullopt;
    return from_unix_milliseconds(milliseconds);
}

bool is_file_name(std::string_view id) {
    return !id.empty() && consists_of(id, is_letter_or_digit);
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
        return unavailable("spool folder cannot be created: " + last_system_error().message());
    }
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
        return unavailable("spool folder is not a folder");
    }
    if (strangers_rights(status).any()) {
        return unavailable("spool folder is accessible to other users; it needs mode 0700");
    }
    (void)remove_files(folder, is_leftover);
    return SpoolChannel(std::move(folder));
}

Status SpoolChannel::remove_older(Instant created_before) const {
    auto const error = remove_files(folder_, [&](std::string const& name) {
        auto const created = created_at(name);
        return created && *created < created_before;
    });
    if (error) return unavailable("spool: " + error.message());
    return Done{};
}

SendOutcome SpoolChannel::send(OutgoingMessage const& message) {
    if (!is_file_name(message.id.value)) {
        return {SendOutcome::Kind::refused, "message id is not a valid file name"};
    }
    auto const name =
        std::to_string(unix_milliseconds(message.created_at)) + '-' + message.id.value + ".txt";
    auto const text = file_text(message);
    auto const error = write_whole(folder_, folder_ / name, text.reveal());
    if (!error) return {};
    return {SendOutcome::Kind::try_again, "spool: " + error.message()};
}

}  // namespace roomkey
