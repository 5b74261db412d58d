#pragma once

#include <cstdint>
#include <string>

#include "app/config/config_keys.hpp"
#include "base/result.hpp"

namespace roomkey {

/// What the key accepts, for messages and the reference.
std::string accepted_text(ConfigKey const& key);

/// The value as a source would have to give it.
std::string value_text(ConfigKey const& key, Config config);

/// A URL without its query and the question mark.
std::string without_query(std::string const& url);

/// True if a file gives the value as a number and not as text.
bool is_number_in_file(ConfigKey const& key);

/// A value on its way to its key.
struct GivenValue {
    /// Files have types; everything else is text that may mean anything.
    enum class Form : std::uint8_t { any, text, number, other };

    std::string name;
    std::string text;
    Form form = Form::any;
    std::string origin;  ///< Such as "roomkey.toml:3".
};

/// `invalid_parameter` that names key, value, origin and what is accepted.
Status set_value(ConfigKey const& key, GivenValue const& given, Config& config);

}  // namespace roomkey
