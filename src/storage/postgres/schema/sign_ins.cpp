#include "storage/postgres/schema/schema.hpp"

namespace roomkey::postgres {

char const* const schema_of_sign_ins_v1 = R"sql(
-- Of sign-ins by App ID.
CREATE TABLE nonce (
    app_id     text COLLATE "C" NOT NULL,
    nonce_hash bytea NOT NULL,
    expires_at bigint,
    PRIMARY KEY (app_id, nonce_hash)
);
CREATE INDEX nonce_expiry ON nonce (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE sso_provider (
    corp_id       text COLLATE "C" PRIMARY KEY REFERENCES corp (corp_id),
    issuer        text COLLATE "C" NOT NULL,
    client_id     text COLLATE "C" NOT NULL,
    sealed_secret bytea NOT NULL,
    client_auth   smallint NOT NULL,
    claim         text COLLATE "C" NOT NULL,
    matched_by    smallint NOT NULL,
    second_factor text COLLATE "C" NOT NULL,
    redirect_uri  text COLLATE "C" NOT NULL,
    revision      text COLLATE "C" NOT NULL,
    tried_at      bigint NOT NULL
);

-- Of sign-ins that ended: each state counts once.
CREATE TABLE sso_state (
    state_hash bytea PRIMARY KEY CHECK (length(state_hash) = 32),
    -- Whom it signs in once a second factor is shown; empty: nobody.
    user_id    text COLLATE "C" NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX sso_state_expiry ON sso_state (expires_at);
)sql";

}  // namespace roomkey::postgres
