#include "app/keys/key_source.hpp"

#include "app/keys/command_output.hpp"

namespace roomkey {

bool has_keys(KeysConfig const& config) {
    std::error_code ignored;
    return !config.command.empty() || std::filesystem::exists(config.file, ignored);
}

std::string keys_origin(KeysConfig const& config) {
    return config.command.empty() ? config.file.string() : "keys.command";
}

Result<KeyRing> load_key_ring(KeysConfig const& config) {
    auto ring = [&]() -> Result<KeyRing> {
        if (config.command.empty()) return KeyRing::load(config.file);
        auto const text = command_output(config.command);
        if (!text.ok()) return unavailable("keys.command: " + text.error().detail);
        return KeyRing::parse(*text, "what keys.command printed");
    }();
    if (!ring.ok()) return unavailable(ring.error().detail);
    return ring;
}

Status save_key_ring(KeysConfig const& config, KeyRing const& ring) {
    if (!config.command.empty()) {
        return unavailable("the keys come from keys.command; change them where it takes them");
    }
    auto const saved = ring.save_over(config.file);
    if (!saved.ok()) return unavailable(saved.error().detail);
    return Done{};
}

}  // namespace roomkey
