#include "app/config/process_environment.hpp"

#include <unistd.h>
#include <string_view>

namespace roomkey {

std::map<std::string, std::string> process_environment() {
    std::map<std::string, std::string> variables;
    if (environ == nullptr) return variables;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        std::string_view const text = *entry;
        auto const sign = text.find('=');
        if (sign == std::string_view::npos) continue;
        // If a name occurs twice, the first counts, as with getenv.
        variables.emplace(text.substr(0, sign), text.substr(sign + 1));
    }
    return variables;
}

}  // namespace roomkey
