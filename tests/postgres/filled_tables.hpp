#pragma once

namespace roomkey::postgres {

/// 8,000 of everything, in 20 enterprises.
constexpr char const* fill_tables = R"sql(
INSERT INTO corp SELECT (100000000 + i)::text, 'Corp', '', 1000, 0, 11, true, true, true,
        0, '', false, 0, 9000, 9000, 9000, 9000, 9000, 0
    FROM generate_series(1, 20) i;
INSERT INTO department (corp_id, code, parent_code, name, code_path, name_path, note, sort_level,
        in_permission, out_permission)
    SELECT corp_id, '1', '', 'Root', '1', 'Root', '', 1, 'UNLIMITED', 'UNLIMITED' FROM corp;
INSERT INTO users (user_id, corp_id, account, name, english_name, phone, country, email,
        department_code, title, signature, description, third_account, serial_number, number, type,
        role, role_departments, status, sort_level, hide_phone, password_hash, earlier_passwords,
        password_changed_at, sealed_totp, totp_step, created_at, updated_at)
    SELECT md5('u' || i), (100000001 + i % 20)::text, 'room_' || i, 'Room ' || md5(i::text), '',
        '', '', '', '1', '', '', '', 'third-' || i, 'SN' || i, '+99' || i, 13, 2,
        '', 0, 1, false, '', '', 0, '', 0, i, 0
    FROM generate_series(1, 8000) i;
INSERT INTO user_text SELECT user_key, corp_id, type, lower(name), lower(account) FROM users;
INSERT INTO terminal SELECT user_key, 1, true, '', 0 FROM users;
INSERT INTO terminal_label SELECT user_key, corp_id, '', account, account, account FROM users;
INSERT INTO terminal_tag SELECT user_key, corp_id, account FROM users;
INSERT INTO code SELECT user_key, corp_id, 1, sha256(user_id::bytea), '', 0, 0 FROM users;
INSERT INTO session (access_hash, refresh_hash, family, user_key, app_id, client_type, source,
        user_agent, signed_in_at, created_at, seen_at, expires_at, refresh_created_at,
        refresh_expires_at, ended)
    SELECT sha256(('a' || user_id)::bytea), sha256(('r' || user_id)::bytea), user_id, user_key,
        'app', 72, '', '', 0, 0, 0, 9000, 0, 9000 + user_key, 0 FROM users;
INSERT INTO binding (binding_id, user_key, user_id, corp_id, sn, model, software_version, bound_at,
        last_seen_at, seen_from, noted_at, ended_at, ended)
    SELECT md5('b' || user_id), user_key, user_id, corp_id, 'SN', '', '', 0, 0, '', 0,
        10000000000 + user_key, user_key % 2 FROM users;
INSERT INTO credential SELECT sha256(binding_id::bytea), binding_key, 0, 0, 1 FROM binding;
INSERT INTO notice (notice_id, corp_id, user_id, code_id, channel, language, sealed_contact,
        masked_contact, state, attempts, created_at, next_attempt_at, leased_until, expires_at,
        failure, settled_at)
    SELECT md5('n' || user_id), corp_id, user_id, '', 0, 0, '', '',
        CASE WHEN user_key % 50 = 0 THEN 0 ELSE 2 END, 0, user_key, user_key, 0, 0, '',
        CASE WHEN user_key % 50 = 0 THEN NULL ELSE 10000000000 + user_key END FROM users;
INSERT INTO job (job_id, corp_id, kind, state, language, message_language, creator_id, creator,
        starter_id, starter, created_at,
        started_at, spread, due_at, ended_at, forget_at, planned, ready, done, failed, invalid,
        failure, addition, kept_rows)
    SELECT md5('j' || user_id), corp_id, 5, CASE WHEN user_key % 50 = 0 THEN 2 ELSE 3 END, 0, 0,
        '', '', '', '', user_key, user_key, 0, user_key, 0, 10000000000 + user_key, 1, 0, 1, 0, 0,
        '', '', 0
        FROM users;
INSERT INTO job_row (job_id, row_no, state, account, sealed_fields, reason, message, settled_at)
    SELECT md5('j' || user_id), 1, 2, account, '', '', '', 0 FROM users;
INSERT INTO audit (at, corp_id, actor_id, actor, operation, account, request_id, source, outcome,
        detail, window_key)
    SELECT user_key, corp_id, '', '', 'reset_code', account, '', '', 'ok', '',
        CASE WHEN user_key % 10 = 0 THEN user_id END FROM users;
INSERT INTO replay SELECT user_id, sha256(user_id::bytea), '', '', user_key FROM users;
INSERT INTO nonce SELECT 'app', sha256(user_id::bytea), user_key FROM users;
INSERT INTO sign_in_failure SELECT account, 's', 1, 0, 0, 10000000000 + user_key FROM users;
INSERT INTO sign_in_source SELECT account, 's', 10000000000 + user_key, 0 FROM users;
INSERT INTO guess_window SELECT account, 1, user_key, 0 FROM users;
INSERT INTO guess_code SELECT account, sha256(user_id::bytea), user_key FROM users;
INSERT INTO pairing SELECT sha256(('p' || user_id)::bytea), sha256(('c' || user_id)::bytea),
        sha256(''), sha256(''), 'SN', '', '', '', '', account, account, 0, 0,
        10000000000 + user_key, 0, 0 FROM users;
INSERT INTO sso_provider SELECT corp_id, 'https://a', 'us', '', 0, 'sub', 0, '', 'https://b', '', 0
    FROM corp;
INSERT INTO sso_state SELECT sha256(('s' || user_id)::bytea), '', 10000000000 + user_key FROM users;
INSERT INTO guess_minute SELECT i, 1 FROM generate_series(1000000, 1008000) i;
INSERT INTO send_count SELECT sha256(user_id::bytea), 1, 10000000000 + user_key FROM users;
INSERT INTO app SELECT md5('app' || i), (100000001 + i % 20)::text, '', '', '', false, i, i
    FROM generate_series(1, 8000) i;
ANALYZE;
)sql";

}  // namespace roomkey::postgres
