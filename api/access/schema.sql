-- The service file: keys, the audit log and jobs. Times are UTC, ISO 8601.
BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
    digest BLOB NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    key TEXT,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    document TEXT,
    load_id TEXT,
    job TEXT,
    source TEXT,
    detail TEXT NOT NULL
) STRICT;

CREATE TRIGGER IF NOT EXISTS audit_keeps_its_entries BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER IF NOT EXISTS audit_loses_no_entry BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- INSERT OR REPLACE takes the old row away without asking the trigger above.
CREATE TRIGGER IF NOT EXISTS audit_replaces_no_entry BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY,
    process TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'writing', 'done', 'failed', 'interrupted')),
    source TEXT NOT NULL,
    document TEXT,
    created_at TEXT NOT NULL,
    ended_at TEXT,
    result TEXT,
    problem TEXT
) STRICT;

PRAGMA user_version = 1;
COMMIT;
