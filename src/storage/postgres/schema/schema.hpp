#pragma once

namespace roomkey::postgres {

/// The first version, in parts; later ones are in migration_list.cpp.
extern char const* const schema_v1;
extern char const* const schema_of_notices_v1;
extern char const* const schema_of_pairings_v1;
extern char const* const schema_of_jobs_v1;
extern char const* const schema_of_labels_v1;
extern char const* const schema_of_sign_ins_v1;

}  // namespace roomkey::postgres
