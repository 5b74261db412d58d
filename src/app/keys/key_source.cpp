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

Result<Secret> print_keys(KeysConfig const& config) {
    if (config.command.empty()) return Secret();
    auto printed = command_output(config.command);
    if (!printed.ok()) return unavailable("keys.command: " + printed.error().detail);
    // A pipe exits 0 although its first command, which asks the secret store, has failed.
    if (printed->empty()) return unavailable("keys.command: it printed nothing");
    return printed;
}

Result<KeyRing> key_ring_of(KeysConfig const& config, Secret const& printed) {
    auto ring = config.command.empty() ? KeyRing::load(config.file)
                                       : KeyRing::parse(printed, "the output of keys.command");
    if (!ring.ok()) return unavailable(ring.error().detail);
    return ring;
}

Result<KeyRing> load_key_ring(KeysConfig const& config) {
    auto const printed = TRY(print_keys(config));
    return key_ring_of(config, printed);
}

Status require_key_file(KeysConfig const& config) {
    if (config.command.empty()) return Done{};
    return unavailable("the keys come from keys.command; change them at its source");
}

Status save_key_ring(KeysConfig const& config, KeyRing const& ring) {
    TRY(require_key_file(config));
    auto const saved = ring.save_over(config.file);
    if (!saved.ok()) return unavailable(saved.error().detail);
    return Done{};
}

}  // namespace roomkey
