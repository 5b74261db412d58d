#include "security/key_ring.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/file.hpp"
#include "base/plain_text.hpp"

namespace roomkey {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::string_view first_line = "roomkey-keys 1";

std::string_view text_of(std::span<std::uint8_t const> bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

Key make_key(Randomness& randomness) {
    std::array<std::uint8_t, key_bytes> bytes{};
    randomness.fill(bytes);
    Key key{text_of(bytes)};
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

Secret key_in_hex(Key const& key) {
    auto const text = key.reveal();
    std::array<char, key_bytes * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<unsigned char const*>(text.data()),
                   text.size());
    Secret in_hex{std::string(hex.data(), key_bytes * 2)};
    sodium_memzero(hex.data(), hex.size());
    return in_hex;
}

std::optional<Key> parse_key(std::string_view hex) {
    auto bytes = from_hex(hex);
    if (!bytes || bytes->size() != key_bytes) return std::nullopt;
    Key key{text_of(*bytes)};
    sodium_memzero(bytes->data(), bytes->size());
    return key;
}

/// 1..255, in decimal.
std::optional<std::uint8_t> parse_id(std::string_view text) {
    std::uint8_t id = 0;
    auto const* const end = text.data() + text.size();
    auto const [stopped_at, error] = std::from_chars(text.data(), end, id);
    if (error != std::errc{} || stopped_at != end || id == 0) return std::nullopt;
    return id;
}

/// Cuts the text before the first `separator` off the front of `rest`, the separator with it.
std::string_view take_until(std::string_view& rest, char separator) {
    auto const end = rest.find(separator);
    auto const taken = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return taken;
}

Error unknown_key() {
    return invalid_field("key", Fault::unknown_value, "the id of a sealing key on the ring");
}

}  // namespace

KeyRing KeyRing::make(Randomness& randomness) {
    KeyRing ring;
    ring.current_id_ = 1;
    ring.sealing_keys_.emplace(ring.current_id_, make_key(randomness));
    ring.lookup_key_ = make_key(randomness);
    return ring;
}

Result<KeyRing> KeyRing::load(std::filesystem::path const& file) {
    auto const content = TRY(read_private_file(file));
    return parse(content, file.string());
}

Result<KeyRing> KeyRing::parse(Secret const& text, std::string const& origin) {
    auto plain = plain_text(text.reveal());
    if (!plain) return internal_error(origin + " is not " + std::string(plain_text_expected));
    Secret const lines{std::move(*plain)};
    std::string_view rest = lines.reveal();
    KeyRing ring;
    // The line's content stays out of the error, because the error goes to the log.
    auto const malformed = [&](int line) {
        return internal_error(origin + ": line " + std::to_string(line) + " is malformed");
    };
    if (take_until(rest, '\n') != first_line) return malformed(1);
    for (int number = 2; !rest.empty(); ++number) {
        auto const line = take_until(rest, '\n');
        if (!line.empty() && line.front() != '#' && !ring.take_line(line)) return malformed(number);
    }
    if (ring.lookup_key_.empty()) return internal_error(origin + " has no lookup key");
    if (ring.sealing_key(ring.current_id_) == nullptr) {
        return internal_error(origin + " has no current sealing key");
    }
    return ring;
}

bool KeyRing::take_line(std::string_view line) {
    auto const kind = take_until(line, ' ');
    if (kind == "current") {
        auto const id = parse_id(line);
        if (!id || current_id_ != 0) return false;
        current_id_ = *id;
        return true;
    }
    if (kind == "lookup") {
        auto key = parse_key(line);
        if (!key || !lookup_key_.empty()) return false;
        lookup_key_ = std::move(*key);
        return true;
    }
    if (kind == "seal") {
        auto const id = parse_id(take_until(line, ' '));
        auto key = parse_key(line);
        return id && key && sealing_keys_.emplace(*id, std::move(*key)).second;
    }
    return false;
}

Secret KeyRing::text() const {
    std::string text;
    // Room for all, because growing would leave copies of the keys behind.
    text.reserve(256 + (sealing_keys_.size() + 1) * 80);
    text += first_line;
    text += "\n# Without this file the database is useless. Keep a copy of it somewhere else.\n";
    text += "current " + std::to_string(current_id_) + "\nlookup ";
    text += key_in_hex(lookup_key_).reveal();
    for (auto const& [id, key] : sealing_keys_) {
        text += "\nseal " + std::to_string(id) + ' ';
        text += key_in_hex(key).reveal();
    }
    text += '\n';
    return Secret(std::move(text));
}

Status KeyRing::save_new(std::filesystem::path const& file) const {
    return create_file(file, text().reveal());
}

Status KeyRing::save_over(std::filesystem::path const& file) const {
    return replace_file(file, text().reveal());
}

Result<KeyRing> KeyRing::with_new_key(Randomness& randomness, std::uint8_t used) const {
    auto const highest = std::max(highest_id(), used);
    if (highest == std::numeric_limits<std::uint8_t>::max()) {
        return invalid_field("key", Fault::out_of_range,
                             "an id up to 255; all of them have been used");
    }
    auto ring = *this;
    auto const id = static_cast<std::uint8_t>(highest + 1);
    ring.sealing_keys_.emplace(id, make_key(randomness));
    return ring;
}

Result<KeyRing> KeyRing::with_current(std::uint8_t id) const {
    if (sealing_key(id) == nullptr) return unknown_key();
    auto ring = *this;
    ring.current_id_ = id;
    return ring;
}

Result<KeyRing> KeyRing::without(std::uint8_t id) const {
    if (sealing_key(id) == nullptr) return unknown_key();
    if (id == current_id_) {
        return invalid_field("key", Fault::not_allowed, "a key other than the current one");
    }
    auto ring = *this;
    ring.sealing_keys_.erase(id);
    return ring;
}

Key const* KeyRing::sealing_key(std::uint8_t id) const {
    auto const found = sealing_keys_.find(id);
    return found == sealing_keys_.end() ? nullptr : &found->second;
}

}  // namespace roomkey
