#pragma once

namespace roomkey::sqlite {

// Times are milliseconds since 1970 in UTC. `*_key` is the internal number of a row; ids are what
// the outside knows. Text compares by bytes, so case matters.

/// Version 1.
extern char const* const schema_v1;
/// What version 2 adds, beside columns (migrations.cpp).
extern char const* const schema_v2;

}  // namespace roomkey::sqlite
