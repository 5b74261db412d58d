#pragma once

#include <string>

#include "base/error.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// The text of error_msg: the sentence of the catalogue, and the field with what is wrong with it.
std::string problem_message(Error const& error, Language language);

}  // namespace roomkey
