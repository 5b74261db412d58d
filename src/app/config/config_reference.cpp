#include <string_view>

#include "app/config.hpp"
#include "app/config/config_assignment.hpp"

namespace roomkey {
namespace {

constexpr std::string_view introduction = R"(# Configuration

This page is generated from the table that the program reads its configuration with; a test keeps
the two the same.

A value comes from its default, then a TOML file (`--config FILE`, or the variable
`ROOMKEY_CONFIG`), then the environment, then flags; the later one wins. A bad value, an unknown key
in the file and an unknown variable that begins with `ROOMKEY_` stop the start with a message that
names the key, what was given and what is accepted.

- Key `http.idle_max` is `idle_max` in the table `[http]` of the file, and `ROOMKEY_HTTP_IDLE_MAX`
  in the environment.
- A duration is a whole number and its unit: `500ms`, `10s`, `5m`, `1h`, `90d`.
- A size is a number of bytes, or a whole number with `KiB`, `MiB` or `GiB`: `65536`, `64KiB`.
- In the file, counts are numbers, sizes are numbers or text, and all else is text in quotes.
- An address is `HOST:PORT`; IPv6 addresses stand in brackets: `[::1]:8443`.
- A relative path starts at the folder that the program was started in.

```toml
data = "/var/lib/roomkey"
listen = "0.0.0.0:8443"

[tls]
certificate = "/etc/roomkey/server.crt"
key = "/etc/roomkey/server.key"

[http]
body_bytes_max = "64KiB"
idle_max = "75s"

[workers]
threads = 64
```
)";

std::string row(ConfigKey const& key, Config const& defaults) {
    auto default_text = std::string(key.default_words);
    if (default_text.empty()) default_text = "`" + value_text(key, defaults) + "`";
    return "| `" + std::string(key.name) + "` | `" + environment_name(key) + "` | " + default_text +
           " | " + accepted_text(key) + " | " + std::string(key.meaning) + " |\n";
}

std::string toml_text(std::string_view text) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out = "\"";
    for (char const character : text) {
        auto const byte = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\') {
            out += '\\';
            out += character;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 0xFU];
        } else {
            out += character;
        }
    }
    return out + '"';
}

}  // namespace

std::string configuration_reference() {
    Config const defaults;
    std::string text(introduction);
    // No group has this name, so that the first key opens one.
    std::string_view group = "-";
    for (auto const& key : config_keys()) {
        if (group_name(key) != group) {
            group = group_name(key);
            text += group.empty() ? "\n## General\n\n" : "\n## " + std::string(group) + "\n\n";
            text += "| Key | Variable | Default | Accepted | What it does |\n";
            text += "|---|---|---|---|---|\n";
        }
        text += row(key, defaults);
    }
    return text;
}

std::string config_text(Config const& config) {
    std::string text;
    for (auto const& key : config_keys()) {
        auto const value = value_text(key, config);
        if (key.is_secret && !value.empty()) {
            text += "# " + std::string(key.name) + " is set and not shown\n";
            continue;
        }
        if (key.is_url && value.find('?') != std::string::npos) {
            text += "# " + std::string(key.name) + " is set to " + without_query(value) +
                    " with a query that is not shown\n";
            continue;
        }
        text += std::string(key.name) + " = ";
        text += is_number_in_file(key) ? value : toml_text(value);
        text += '\n';
    }
    return text;
}

}  // namespace roomkey
