#include "storage/postgres/schema/schema.hpp"

namespace roomkey::postgres {

char const* const schema_of_pairings_v1 = R"sql(
-- Screens that ask to be bound without a code. All that a screen or an administrator shows is known
-- by its keyed hash; code_hash is that of the code which the approval lets the screen spend.
CREATE TABLE pairing (
    token_hash       bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    user_code_hash   bytea NOT NULL CHECK (length(user_code_hash) = 32),
    number_hash      bytea NOT NULL CHECK (length(number_hash) = 32),
    code_hash        bytea NOT NULL CHECK (length(code_hash) = 32),
    sn               text COLLATE "C" NOT NULL,
    device_type      text COLLATE "C" NOT NULL,
    model            text COLLATE "C" NOT NULL,
    software_version text COLLATE "C" NOT NULL,
    source           text COLLATE "C" NOT NULL,
    network          text COLLATE "C" NOT NULL,
    wide_network     text COLLATE "C" NOT NULL,
    begun_at         bigint NOT NULL,
    polled_at        bigint NOT NULL,
    expires_at       bigint NOT NULL,
    wrong_numbers    integer NOT NULL,
    state            smallint NOT NULL
);
CREATE UNIQUE INDEX pairing_user_code ON pairing (user_code_hash);
CREATE INDEX pairing_network ON pairing (network, expires_at);
CREATE INDEX pairing_wide_network ON pairing (wide_network, expires_at);
CREATE INDEX pairing_expiry ON pairing (expires_at);
)sql";

}  // namespace roomkey::postgres
