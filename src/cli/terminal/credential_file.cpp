#include "cli/terminal/credential_file.hpp"

#include <unistd.h>

#include <boost/json.hpp>
#include <string_view>
#include <system_error>

#include "base/file.hpp"
#include "cli/terminal/device_messages.hpp"
#include "cli/text/moment.hpp"

namespace roomkey {
namespace {

Error failure(std::filesystem::path const& path, std::string const& what) {
    return unavailable("--credential-file: " + path.string() + ": " + what);
}

/// Of what a file may be refused with, in the words of this option.
Status of_option(Status status) {
    if (status.ok()) return status;
    return unavailable("--credential-file: " + status.error().detail);
}

}  // namespace

Result<std::optional<KeptCredential>> CredentialFile::load() const {
    if (path_.empty()) return std::optional<KeptCredential>{};
    std::error_code fault;
    auto const kind = std::filesystem::status(path_, fault).type();
    if (kind == std::filesystem::file_type::not_found) return std::optional<KeptCredential>{};
    auto const content = read_private_file(path_);
    if (!content.ok()) return of_option(content.error()).error();
    auto const kept = parse_object(content->reveal());
    KeptCredential credential{
        Secret(text_of(kept, "accessToken")), {}, Secret(text_of(kept, "previousToken"))};
    auto const renew_at = parse_moment(text_of(kept, "renewTime"));
    if (credential.token.empty() || !renew_at) return failure(path_, "is not a credential file");
    if (text_of(kept, "server") != server_) {
        return failure(path_,
                       "is for the server " + text_of(kept, "server") + ", not for " + server_);
    }
    credential.renew_at = *renew_at;
    return std::optional<KeptCredential>{std::move(credential)};
}

Status CredentialFile::check_writable() const {
    if (path_.empty()) return Done{};
    auto const folder = path_.has_parent_path() ? path_.parent_path() : std::filesystem::path(".");
    if (::access(folder.c_str(), W_OK | X_OK) == 0) return Done{};
    return failure(folder, last_system_error().message());
}

Status CredentialFile::save(KeptCredential const& credential) const {
    if (path_.empty()) return Done{};
    boost::json::object kept{{"server", server_},
                             {"accessToken", credential.token.reveal()},
                             {"renewTime", moment_text(credential.renew_at)}};
    if (!credential.previous.empty()) kept["previousToken"] = credential.previous.reveal();
    // A crash in the middle leaves the old file whole.
    return of_option(replace_file(path_, boost::json::serialize(kept) + "\n"));
}

Status CredentialFile::remove() const {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove(path_, error);
    if (error) return failure(path_, error.message());
    return Done{};
}

}  // namespace roomkey
