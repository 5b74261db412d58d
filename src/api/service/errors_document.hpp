#pragma once

#include "api/service/document.hpp"

namespace roomkey {

/// The catalogue of errors in both languages, each entry with the operations that can answer it:
/// {"errors": [{"code", "status", "reason", "origin", "originNote", "messages", "when", "remedy",
/// "operations"}]}. Made and compressed at the first call, which is the one at the start.
Document errors_document();

}  // namespace roomkey
