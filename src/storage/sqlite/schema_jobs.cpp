#include "storage/sqlite/schema.hpp"

namespace roomkey::sqlite {

char const* const schema_of_jobs_v1 = R"sql(
CREATE TABLE job (
    job_id     TEXT PRIMARY KEY,
    corp_id    TEXT NOT NULL,
    kind       INTEGER NOT NULL,
    state      INTEGER NOT NULL,
    language   INTEGER NOT NULL,
    message_language INTEGER NOT NULL,
    creator_id TEXT NOT NULL,
    creator    TEXT NOT NULL,
    starter_id TEXT NOT NULL,
    starter    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    spread     INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL,
    forget_at  INTEGER NOT NULL,
    planned    INTEGER NOT NULL,
    ready      INTEGER NOT NULL CHECK (ready >= 0),
    done       INTEGER NOT NULL,
    failed     INTEGER NOT NULL,
    invalid    INTEGER NOT NULL,
    failure    TEXT NOT NULL,
    addition   TEXT NOT NULL,
    kept_rows  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX job_list ON job (corp_id, created_at);
-- For those whose role is of departments.
CREATE INDEX job_creator ON job (corp_id, creator_id, created_at);
CREATE INDEX job_state ON job (corp_id, state, created_at);
-- State 2 is running.
CREATE INDEX job_due ON job (due_at) WHERE state = 2;
-- State 0 is preparing.
CREATE INDEX job_addition ON job (due_at) WHERE state = 0;
CREATE INDEX job_forget ON job (forget_at);

CREATE TABLE job_row (
    row_key       INTEGER PRIMARY KEY,
    job_id        TEXT NOT NULL REFERENCES job,
    row_no        INTEGER NOT NULL,
    state         INTEGER NOT NULL,
    account       TEXT NOT NULL,
    sealed_fields BLOB NOT NULL,
    reason        TEXT NOT NULL,
    message       TEXT NOT NULL,
    settled_at    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX job_row_number ON job_row (job_id, row_no);
CREATE INDEX job_row_state ON job_row (job_id, state, row_no);
CREATE INDEX job_row_account ON job_row (job_id, account);

-- Whether the digits of a row are all that a spreadsheet has left of a code, or a serial number.
CREATE INDEX department_zeros ON department (corp_id, ltrim(code, '0'), code_path)
    WHERE substr(code, 1, 1) = '0';
CREATE INDEX users_serial_zeros ON users (corp_id, ltrim(serial_number, '0'))
    WHERE substr(serial_number, 1, 1) = '0';
)sql";

}  // namespace roomkey::sqlite
