#pragma once

namespace roomkey::sqlite {

// Times are milliseconds since 1970 in UTC. `*_key` is the internal number of a row; ids are what
// the outside knows. Text compares by bytes, so case matters.

/// Version 1, in parts. Edited in place until the first release, frozen from then on.
extern char const* const schema_v1;
extern char const* const schema_of_jobs_v1;
extern char const* const schema_of_labels_v1;
extern char const* const schema_of_sso_v1;

}  // namespace roomkey::sqlite
