#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "usecase/directory/corps.hpp"

namespace roomkey {

/// Gives `command` the flag --corp.
CLI::Option* add_corp_flag(CLI::App& command, std::optional<std::string>& corp);

/// The enterprise that --corp names, or the only one there is. `corp_unknown`; `invalid_parameter`
/// naming --corp if it is left out where there are several.
Result<Corp> choose_corp(std::vector<Corp> const& corps, std::optional<std::string> const& named);
Result<Corp> choose_corp(Corps const& corps, std::optional<std::string> const& named);

}  // namespace roomkey
