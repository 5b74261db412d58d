-- Role and database of roomkey, created once on the primary, as the superuser:
--   ROOMKEY_DB_PASSWORD=... psql -v ON_ERROR_STOP=1 -d postgres -f roomkey.sql
-- Run again, it changes nothing but the password.
\getenv password ROOMKEY_DB_PASSWORD
-- The password must not reach the server's log, whatever that logs and whether this fails or not.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
SELECT 'CREATE ROLE roomkey LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'roomkey')
\gexec
ALTER ROLE roomkey WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
SELECT 'CREATE DATABASE roomkey OWNER roomkey TEMPLATE template0 ENCODING ''UTF8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'roomkey')
\gexec
REVOKE CONNECT, TEMPORARY ON DATABASE roomkey FROM PUBLIC;
