#include "storage/postgres/migrations.hpp"

// Alone in its file, so that a program of the tests can be linked with its own.
namespace roomkey::postgres {

Migrations known_migrations() { return landed_migrations(); }

}  // namespace roomkey::postgres
