#pragma once

namespace roomkey::postgres {

/// The first version, in two parts; later ones are in migrations.cpp.
extern char const* const schema_v1;
extern char const* const schema_v1_jobs;

}  // namespace roomkey::postgres
