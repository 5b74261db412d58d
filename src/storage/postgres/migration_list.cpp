#include <array>
#include <string>

#include "storage/postgres/migrations.hpp"
#include "storage/postgres/schema/schema.hpp"

namespace roomkey::postgres {

Migrations landed_migrations() {
    static std::string const first = std::string{schema_v1} + schema_of_notices_v1 +
                                     schema_of_pairings_v1 + schema_of_jobs_v1 +
                                     schema_of_labels_v1 + schema_of_sign_ins_v1;
    static std::array<Migration, 1> const migrations{{
        {first.c_str(), 1},
    }};
    return migrations;
}

}  // namespace roomkey::postgres
