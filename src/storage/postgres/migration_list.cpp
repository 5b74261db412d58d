#include <array>

#include "storage/postgres/migrations.hpp"
#include "storage/postgres/schema.hpp"

namespace roomkey::postgres {

Migrations landed_migrations() {
    static std::array<Migration, 1> const migrations{{
        {schema_v1, 1},
    }};
    return migrations;
}

}  // namespace roomkey::postgres
