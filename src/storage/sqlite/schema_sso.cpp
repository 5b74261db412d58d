#include "storage/sqlite/schema.hpp"

namespace roomkey::sqlite {

char const* const schema_of_sso_v1 = R"sql(
CREATE TABLE sso_provider (
    corp_id       TEXT PRIMARY KEY REFERENCES corp (corp_id),
    issuer        TEXT NOT NULL,
    client_id     TEXT NOT NULL,
    sealed_secret BLOB NOT NULL,
    client_auth   INTEGER NOT NULL,
    claim         TEXT NOT NULL,
    matched_by    INTEGER NOT NULL,
    second_factor TEXT NOT NULL,
    redirect_uri  TEXT NOT NULL,
    revision      TEXT NOT NULL,
    tried_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Of sign-ins that ended: each state counts once.
CREATE TABLE sso_state (
    state_hash BLOB PRIMARY KEY CHECK (length(state_hash) = 32),
    -- Whom it signs in once a second factor is shown; empty: nobody.
    user_id    TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sso_state_expiry ON sso_state (expires_at);
)sql";

}  // namespace roomkey::sqlite
