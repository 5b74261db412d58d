#pragma once

namespace roomkey::postgres {

/// The first version; later ones are in migrations.cpp.
extern char const* const schema_v1;

}  // namespace roomkey::postgres
