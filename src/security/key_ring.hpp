#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/randomness.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "security/key.hpp"

namespace roomkey {

/// The service's secret keys, which live in a file outside the database. One is current and seals;
/// older ones still open. Lookup hashes are keyed with a key of their own that does not rotate,
/// because a hash cannot be recomputed without the text. Immutable once made; share freely.
///
/// The file is lines of text; empty ones and those that begin with '#' do not count:
///
///     roomkey-keys 1
///     current 2
///     lookup <64 hex digits>
///     seal 1 <64 hex digits>
///     seal 2 <64 hex digits>
///
/// The first line names the format and its version. Ids of sealing keys are 1..255; a key must stay
/// in the file as long as anything that it sealed is in the database.
class KeyRing {
public:
    /// A ring with one new sealing key (id 1) and one lookup key.
    static KeyRing make(Randomness& randomness);

    /// Reads the key file. `internal` if it is missing, malformed or readable by others.
    static Result<KeyRing> load(std::filesystem::path const& file);

    /// Reads a ring from the text of a key file. `origin` names it in errors (`internal`).
    static Result<KeyRing> parse(Secret const& text, std::string const& origin);

    /// The content of a key file with this ring.
    [[nodiscard]] Secret text() const;

    /// Writes the key file with mode 0600, never over an existing one; durable when it returns.
    [[nodiscard]] Status save_new(std::filesystem::path const& file) const;
    /// The same in place of the file that is there: a reader sees the old one or the new one.
    [[nodiscard]] Status save_over(std::filesystem::path const& file) const;

    /// This ring and a fresh sealing key, which opens but does not seal yet. Its id is the new
    /// `highest_id`, and above `used`. `invalid_parameter` if the ids are used up.
    [[nodiscard]] Result<KeyRing> with_new_key(Randomness& randomness, std::uint8_t used = 0) const;
    /// This ring with another current key. `invalid_parameter` if it has no such key.
    [[nodiscard]] Result<KeyRing> with_current(std::uint8_t id) const;
    /// This ring without the key. `invalid_parameter` if it has no such key or seals with it.
    [[nodiscard]] Result<KeyRing> without(std::uint8_t id) const;

    [[nodiscard]] std::uint8_t current_id() const { return current_id_; }
    [[nodiscard]] std::uint8_t highest_id() const { return sealing_keys_.rbegin()->first; }
    /// 32 bytes, or null if there is no such key.
    [[nodiscard]] Key const* sealing_key(std::uint8_t id) const;
    [[nodiscard]] std::map<std::uint8_t, Key> const& sealing_keys() const { return sealing_keys_; }
    /// 32 bytes.
    [[nodiscard]] Key const& lookup_key() const { return lookup_key_; }

private:
    /// Takes one line of the file after the first. False if it is malformed or repeats another.
    bool take_line(std::string_view line);

    std::map<std::uint8_t, Key> sealing_keys_;
    Key lookup_key_;
    std::uint8_t current_id_ = 0;  ///< 0 only while a file is read.
};

}  // namespace roomkey
