#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

struct KeptCredential {
    Secret token;
    Instant renew_at{};  ///< By the device's own clock.
    Secret previous{};   ///< The one before it, until this one has worked; else empty.
};

/// Keeps a device's credential between runs, in a file of mode 0600. Without a path it keeps
/// nothing. Errors are `unavailable` with the reason, naming --credential-file.
class CredentialFile {
public:
    CredentialFile(std::filesystem::path path, std::string server)
        : path_(std::move(path)), server_(std::move(server)) {}

    /// Empty if there is no file. Refused if others may read it, if it is malformed, or if it is
    /// for another server, which must not see this credential.
    [[nodiscard]] Result<std::optional<KeptCredential>> load() const;

    /// Refused if a file could not be written later on.
    [[nodiscard]] Status check_writable() const;

    /// Replaces the file as a whole; durable when it returns.
    [[nodiscard]] Status save(KeptCredential const& credential) const;

    /// Removes the file, if there is one.
    [[nodiscard]] Status remove() const;

private:
    std::filesystem::path path_;
    std::string server_;
};

}  // namespace roomkey
