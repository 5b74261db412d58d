#pragma once

#include "api/service/document.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// The document of docs/api with the texts of one language, embedded at build.
Document openapi_document(Language language);

}  // namespace roomkey
