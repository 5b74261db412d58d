#include "storage/sqlite/schema.hpp"

namespace roomkey::sqlite {

char const* const schema_v1 = R"sql(

CREATE TABLE health (
    health_key INTEGER PRIMARY KEY CHECK (health_key = 1),
    checks     INTEGER NOT NULL
) STRICT;
INSERT INTO health VALUES (1, 0);

-- 0 is the lookup key, the others are sealing keys.
CREATE TABLE key_check (
    key_id INTEGER PRIMARY KEY CHECK (key_id BETWEEN 0 AND 255),
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE corp (
    corp_id            TEXT PRIMARY KEY,
    name               TEXT NOT NULL,
    address            TEXT NOT NULL,
    code_validity      INTEGER NOT NULL CHECK (code_validity > 0),
    code_alphabet      INTEGER NOT NULL,
    code_length        INTEGER NOT NULL,
    auto_user_create   INTEGER NOT NULL,
    strict_nonces      INTEGER NOT NULL,
    enable_sms         INTEGER NOT NULL,
    language           INTEGER NOT NULL,
    time_zone          TEXT NOT NULL,
    requires_totp      INTEGER NOT NULL,
    single_sign_on     INTEGER NOT NULL DEFAULT 0,
    members_max        INTEGER NOT NULL,
    hard_terminals_max INTEGER NOT NULL,
    smart_tvs_max      INTEGER NOT NULL,
    idea_hubs_max      INTEGER NOT NULL,
    smart_rooms_max    INTEGER NOT NULL,
    created_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE department (
    corp_id        TEXT NOT NULL REFERENCES corp,
    code           TEXT NOT NULL,
    parent_code    TEXT NOT NULL,
    name           TEXT NOT NULL,
    search_name    TEXT NOT NULL DEFAULT '',
    code_path      TEXT NOT NULL,
    name_path      TEXT NOT NULL,
    note           TEXT NOT NULL,
    sort_level     INTEGER NOT NULL,
    in_permission  TEXT NOT NULL,
    out_permission TEXT NOT NULL,
    PRIMARY KEY (corp_id, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX department_path ON department (corp_id, code_path);
CREATE INDEX department_parent ON department (corp_id, parent_code);

-- The departments that the members of `code` may look at.
CREATE TABLE visible_department (
    corp_id      TEXT NOT NULL,
    code         TEXT NOT NULL,
    visible_code TEXT NOT NULL,
    PRIMARY KEY (corp_id, code, visible_code),
    FOREIGN KEY (corp_id, code) REFERENCES department ON DELETE CASCADE,
    FOREIGN KEY (corp_id, visible_code) REFERENCES department ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX visible_department_of ON visible_department (corp_id, visible_code);

-- corp_id is null for the apps of service providers.
CREATE TABLE app (
    app_id      TEXT PRIMARY KEY,
    corp_id     TEXT REFERENCES corp,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    sealed_key  BLOB NOT NULL,
    is_disabled INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX app_corp ON app (corp_id, created_at);

-- AUTOINCREMENT, because ended bindings remember the key of a deleted user: it must not come back.
CREATE TABLE users (
    user_key        INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id         TEXT NOT NULL UNIQUE,
    corp_id         TEXT NOT NULL REFERENCES corp,
    account         TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    english_name    TEXT NOT NULL,
    phone           TEXT NOT NULL,
    country         TEXT NOT NULL,
    email           TEXT NOT NULL,
    department_code TEXT NOT NULL,
    title           TEXT NOT NULL,
    signature       TEXT NOT NULL,
    description     TEXT NOT NULL,
    third_account   TEXT NOT NULL,
    serial_number   TEXT NOT NULL,
    number          TEXT NOT NULL,
    type            INTEGER NOT NULL,
    role            INTEGER NOT NULL,
    role_departments TEXT NOT NULL,
    status          INTEGER NOT NULL,
    sort_level      INTEGER NOT NULL,
    hide_phone      INTEGER NOT NULL,
    password_hash   TEXT NOT NULL,
    earlier_passwords   TEXT NOT NULL,
    password_changed_at INTEGER NOT NULL,
    sealed_totp     BLOB NOT NULL,
    totp_step       INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_third_account ON users (corp_id, third_account) WHERE third_account <> '';
-- Of hard terminals.
CREATE UNIQUE INDEX users_serial_number ON users (corp_id, serial_number) WHERE serial_number <> '';
CREATE UNIQUE INDEX users_number ON users (number) WHERE number <> '';
-- Whether an account name differs from a taken one in the case of its letters alone.
CREATE INDEX users_folded_account ON users (lower(account));
-- Serves the usual list, and counts of it, from the index alone.
CREATE INDEX users_list ON users (corp_id, user_key, type, role, status, department_code);
-- The other orders of the list; each finds what has a value, too.
CREATE INDEX users_type ON users (corp_id, type);
CREATE INDEX users_administrators ON users (corp_id, role);
CREATE INDEX users_account ON users (corp_id, account);
CREATE INDEX users_department ON users (corp_id, department_code, user_key, type, status);
CREATE INDEX users_status ON users (corp_id, status);
CREATE INDEX users_sort_level ON users (corp_id, sort_level);
-- Counts what is limited.
CREATE INDEX users_enabled ON users (corp_id, type) WHERE status = 0;
CREATE INDEX users_email ON users (corp_id, lower(email)) WHERE email <> '';
CREATE INDEX users_phone ON users (corp_id, phone) WHERE phone <> '';

-- See user_text.hpp and search_index.hpp.
CREATE TABLE user_text (
    user_key INTEGER NOT NULL,
    corp_id  TEXT NOT NULL,
    type     INTEGER NOT NULL,
    name     TEXT NOT NULL,
    other    TEXT NOT NULL,
    PRIMARY KEY (corp_id, user_key)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE user_gram USING fts5(words, content='', detail=none, columnsize=0,
                                          tokenize='ascii');

CREATE TABLE session (
    session_key        INTEGER PRIMARY KEY,
    access_hash        BLOB NOT NULL UNIQUE CHECK (length(access_hash) = 32),
    refresh_hash       BLOB NOT NULL UNIQUE CHECK (length(refresh_hash) = 32),
    family             TEXT NOT NULL,
    user_key           INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    app_id             TEXT NOT NULL,
    client_type        INTEGER NOT NULL,
    source             TEXT NOT NULL,
    user_agent         TEXT NOT NULL,
    signed_in_at       INTEGER NOT NULL,
    created_at         INTEGER NOT NULL,
    seen_at            INTEGER NOT NULL,
    expires_at         INTEGER NOT NULL,
    refresh_created_at INTEGER NOT NULL,
    refresh_expires_at INTEGER NOT NULL,
    ended              INTEGER NOT NULL,
    proof              INTEGER NOT NULL DEFAULT 0,
    -- An ended session is kept while its access token could be shown, so that its user learns why.
    forget_at          INTEGER NOT NULL GENERATED ALWAYS AS
        (CASE ended WHEN 0 THEN max(expires_at, refresh_expires_at) ELSE expires_at END) VIRTUAL
) STRICT;
CREATE INDEX session_user ON session (user_key, client_type, created_at);
CREATE UNIQUE INDEX session_family ON session (family) WHERE family <> '';
CREATE INDEX session_forget ON session (forget_at);

-- Of an account name from one source; or, where the other is empty, of either alone.
CREATE TABLE sign_in_failure (
    account      TEXT NOT NULL,
    source       TEXT NOT NULL,
    count        INTEGER NOT NULL,
    checking     INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    counted_at   INTEGER NOT NULL,
    PRIMARY KEY (account, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_failure_counted ON sign_in_failure (counted_at);

CREATE TABLE sign_in_source (
    account TEXT NOT NULL,
    source  TEXT NOT NULL,
    used_at INTEGER NOT NULL,
    totp_at INTEGER NOT NULL,  -- With a one-time password; 0: never.
    PRIMARY KEY (account, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_source_used ON sign_in_source (used_at);

CREATE TABLE nonce (
    app_id     TEXT NOT NULL,
    nonce_hash BLOB NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (app_id, nonce_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX nonce_expiry ON nonce (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE terminal (
    user_key        INTEGER PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    device_type     INTEGER NOT NULL,
    was_active      INTEGER NOT NULL,
    model           TEXT NOT NULL,
    projection_mode INTEGER NOT NULL
) STRICT;

-- Unspent codes only, one at most of an account. corp_id and device_type never change and repeat
-- the account's, so that the code list is answered from one index, which a reset leaves as it is.
CREATE TABLE code (
    user_key    INTEGER PRIMARY KEY REFERENCES terminal ON DELETE CASCADE,
    corp_id     TEXT NOT NULL,
    device_type INTEGER NOT NULL,
    hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    sealed      BLOB NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX code_list ON code (corp_id, user_key, device_type);

-- Outlives its user, so user_key is not a foreign key.
CREATE TABLE binding (
    binding_key      INTEGER PRIMARY KEY,
    binding_id       TEXT NOT NULL UNIQUE,
    user_key         INTEGER NOT NULL,
    user_id          TEXT NOT NULL,
    corp_id          TEXT NOT NULL,
    sn               TEXT NOT NULL,
    model            TEXT NOT NULL,
    software_version TEXT NOT NULL,
    bound_at         INTEGER NOT NULL,
    last_seen_at     INTEGER NOT NULL,
    seen_from        TEXT NOT NULL,
    noted_at         INTEGER NOT NULL,
    ended_at         INTEGER NOT NULL,
    ended            INTEGER NOT NULL
) STRICT;
-- With `ended`, so that whether an account is bound is answered by the index alone.
CREATE UNIQUE INDEX binding_live ON binding (user_key, ended) WHERE ended = 0;
CREATE INDEX binding_ended ON binding (ended_at) WHERE ended <> 0;
-- Which accounts have a device of this serial number, and the first of them at once.
CREATE INDEX binding_sn ON binding (corp_id, sn) WHERE ended = 0;
-- Whose device an attempt with a wrong code is from.
CREATE INDEX binding_device ON binding (sn, seen_from);
CREATE INDEX binding_list ON binding (corp_id, user_key) WHERE ended = 0;

CREATE TABLE credential (
    hash         BLOB PRIMARY KEY CHECK (length(hash) = 32),
    binding_key  INTEGER NOT NULL REFERENCES binding ON DELETE CASCADE,
    issued_at    INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    state        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_binding ON credential (binding_key);

CREATE TABLE guess_window (
    source       TEXT PRIMARY KEY,
    count        INTEGER NOT NULL,
    window_until INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    forget_at    INTEGER NOT NULL GENERATED ALWAYS AS (max(window_until, locked_until)) VIRTUAL
) STRICT, WITHOUT ROWID;
CREATE INDEX guess_window_forget ON guess_window (forget_at);

-- The wrong codes that a source presented, by keyed hashes: each counts once in a window.
CREATE TABLE guess_code (
    source    TEXT NOT NULL,
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    forget_at INTEGER NOT NULL,
    PRIMARY KEY (source, code_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX guess_code_forget ON guess_code (forget_at);

CREATE TABLE guess_minute (
    minute INTEGER PRIMARY KEY,
    count  INTEGER NOT NULL
) STRICT;

-- Screens that ask to be bound without a code. All that a screen or an administrator shows is known
-- by its keyed hash; code_hash is that of the code which the approval lets the screen spend.
CREATE TABLE pairing (
    token_hash       BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    user_code_hash   BLOB NOT NULL UNIQUE CHECK (length(user_code_hash) = 32),
    number_hash      BLOB NOT NULL CHECK (length(number_hash) = 32),
    code_hash        BLOB NOT NULL CHECK (length(code_hash) = 32),
    sn               TEXT NOT NULL,
    device_type      TEXT NOT NULL,
    model            TEXT NOT NULL,
    software_version TEXT NOT NULL,
    source           TEXT NOT NULL,
    network          TEXT NOT NULL,
    wide_network     TEXT NOT NULL,
    begun_at         INTEGER NOT NULL,
    polled_at        INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    wrong_numbers    INTEGER NOT NULL,
    state            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_network ON pairing (network, expires_at);
CREATE INDEX pairing_wide_network ON pairing (wide_network, expires_at);
CREATE INDEX pairing_expiry ON pairing (expires_at);

CREATE TABLE notice (
    notice_key      INTEGER PRIMARY KEY,
    notice_id       TEXT NOT NULL UNIQUE,
    corp_id         TEXT NOT NULL,
    user_id         TEXT NOT NULL,
    code_id         TEXT NOT NULL,
    channel         INTEGER NOT NULL,
    language        INTEGER NOT NULL,
    sealed_contact  BLOB NOT NULL,
    masked_contact  TEXT NOT NULL,
    state           INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    doubtful_attempts INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    leased_until    INTEGER NOT NULL,
    leased_by       TEXT NOT NULL DEFAULT '',
    expires_at      INTEGER NOT NULL,
    failure         TEXT NOT NULL,
    settled_at      INTEGER,
    report          INTEGER NOT NULL DEFAULT 0,
    reported_at     INTEGER NOT NULL DEFAULT 0,
    due_at          INTEGER NOT NULL GENERATED ALWAYS AS
        (CASE state WHEN 1 THEN leased_until ELSE next_attempt_at END) VIRTUAL
) STRICT;
-- The lists of administrators: of one account, of one state, of all; newest first.
CREATE INDEX notice_user ON notice (user_id, created_at);
CREATE INDEX notice_state ON notice (corp_id, state, created_at);
CREATE INDEX notice_list ON notice (corp_id, created_at);
-- States below 2 are queued and sending.
CREATE INDEX notice_unsettled ON notice (user_id) WHERE state < 2;
CREATE INDEX notice_due ON notice (due_at, created_at) WHERE state < 2;
CREATE INDEX notice_settled ON notice (settled_at) WHERE state >= 2;
-- The list of what an SMS gateway reported, which is of text messages only.
CREATE INDEX notice_report ON notice (corp_id, report, created_at) WHERE report > 0;
-- Those that wait after a failure are few while all is well.
CREATE INDEX notice_delayed ON notice (corp_id, created_at) WHERE state < 2 AND failure <> '';

-- Counters of the guard, under the keyed hashes of their names.
CREATE TABLE send_count (
    name_hash BLOB PRIMARY KEY CHECK (length(name_hash) = 32),
    count     INTEGER NOT NULL,
    forget_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX send_count_forget ON send_count (forget_at);

CREATE TABLE audit (
    audit_key  INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    corp_id    TEXT NOT NULL,
    actor_id   TEXT NOT NULL,
    actor      TEXT NOT NULL,
    operation  TEXT NOT NULL,
    account    TEXT NOT NULL,
    request_id TEXT NOT NULL,
    source     TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    detail     TEXT NOT NULL,
    -- How many alike it stands for, and when the last of them was; found by the key meanwhile.
    count      INTEGER NOT NULL DEFAULT 1,
    last_at    INTEGER,
    window_key TEXT
) STRICT;
CREATE UNIQUE INDEX audit_window ON audit (window_key) WHERE window_key IS NOT NULL;
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_corp ON audit (corp_id, at, operation);
CREATE INDEX audit_account ON audit (corp_id, account, at);
CREATE INDEX audit_actor ON audit (corp_id, actor, at);
CREATE INDEX audit_source ON audit (corp_id, source, at);
CREATE INDEX audit_refused ON audit (corp_id, at) WHERE outcome <> 'ok';
-- Records from before this moment may be removed.
CREATE TABLE audit_cut (
    cut_key    INTEGER PRIMARY KEY CHECK (cut_key = 1),
    cut_before INTEGER NOT NULL
) STRICT;
CREATE TRIGGER audit_is_final BEFORE UPDATE OF audit_key, at, corp_id, actor_id, actor, operation,
        account, request_id, source, outcome, detail, window_key ON audit
    BEGIN SELECT raise(ABORT, 'audit records are final'); END;
CREATE TRIGGER audit_only_counts_on BEFORE UPDATE OF count, last_at ON audit
    WHEN OLD.window_key IS NULL OR NEW.count <= OLD.count
    BEGIN SELECT raise(ABORT, 'audit records are final'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
    WHEN OLD.at >= coalesce((SELECT cut_before FROM audit_cut), OLD.at)
    BEGIN SELECT raise(ABORT, 'audit records are kept'); END;

CREATE TABLE replay (
    user_id       TEXT NOT NULL,
    key_hash      BLOB NOT NULL,
    request_hash  BLOB NOT NULL,
    sealed_answer BLOB NOT NULL,
    expires_at    INTEGER NOT NULL,
    PRIMARY KEY (user_id, key_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX replay_expiry ON replay (expires_at);
)sql";

}  // namespace roomkey::sqlite
