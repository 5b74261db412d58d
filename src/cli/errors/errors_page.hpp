#pragma once

#include <string>

namespace roomkey {

/// docs/errors.md: the catalogue of errors in both languages as Markdown.
std::string errors_page();

}  // namespace roomkey
