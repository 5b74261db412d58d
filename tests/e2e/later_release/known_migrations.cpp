#include <vector>

#include "storage/postgres/migrations.hpp"

// In place of the product's own: what the next releases might do to the schema.
namespace roomkey::postgres {
namespace {

// On tables that every request uses. Without "IF NOT EXISTS": a second run would fail.
constexpr char const* expansion = R"sql(
ALTER TABLE users ADD COLUMN pronouns text;
ALTER TABLE terminal ADD COLUMN floor smallint NOT NULL DEFAULT 0;
ALTER TABLE code ADD COLUMN purpose text NOT NULL DEFAULT '';
ALTER TABLE binding ADD COLUMN room_group integer;
ALTER TABLE audit ADD COLUMN country text;
CREATE TABLE room_group (group_key integer PRIMARY KEY, name text NOT NULL, spare text);
INSERT INTO room_group VALUES (1, 'added', 'to be removed');
)sql";

constexpr char const* contraction = R"sql(
ALTER TABLE room_group DROP COLUMN spare;
UPDATE room_group SET name = 'removed';
)sql";

std::vector<Migration> migrations_of(int release) {
    auto const landed = landed_migrations();
    std::vector<Migration> all(landed.begin(), landed.end());
    int const before = static_cast<int>(all.size());
    Migration expanding;
    expanding.online = {"DROP INDEX CONCURRENTLY IF EXISTS users_title",
                        "CREATE INDEX CONCURRENTLY users_title ON users (corp_id, title)"};
    expanding.script = expansion;
    // What was there stays, and what is new has defaults.
    expanding.oldest_compatible = all.back().oldest_compatible;
    all.push_back(expanding);
    if (release == 1) return all;
    Migration contracting;
    contracting.script = contraction;
    contracting.oldest_compatible = before + 1;
    all.push_back(contracting);
    return all;
}

}  // namespace

Migrations known_migrations() {
    static auto const migrations = migrations_of(ROOMKEY_RELEASE);
    return migrations;
}

}  // namespace roomkey::postgres
