#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace roomkey {

/// `invalid_parameter`, naming "parameters", unless `parameters` are a query of names and values
/// that can go out as headers too, without those that roomkey sends itself. Empty ones are fine.
Status check_kannel_parameters(std::string_view parameters);

/// Those of one message: `own`, and of `general` the others. Kannel would take the first of two.
std::string kannel_parameters(std::string_view general, std::string_view own);

}  // namespace roomkey
