#include <algorithm>

#include "app/config/config_keys.hpp"

namespace roomkey {

ConfigKey const* find_config_key(std::string_view name) {
    auto const keys = config_keys();
    auto const found = std::find_if(keys.begin(), keys.end(),
                                    [&](ConfigKey const& key) { return key.name == name; });
    return found == keys.end() ? nullptr : &*found;
}

std::string_view group_name(ConfigKey const& key) {
    auto const dot = key.name.find('.');
    return dot == std::string_view::npos ? std::string_view{} : key.name.substr(0, dot);
}

std::string environment_name(ConfigKey const& key) {
    std::string name = "ROOMKEY_";
    for (char const character : key.name) {
        bool const is_lower = character >= 'a' && character <= 'z';
        name += character == '.' ? '_'
                : is_lower       ? static_cast<char>(character - 'a' + 'A')
                                 : character;
    }
    return name;
}

}  // namespace roomkey
