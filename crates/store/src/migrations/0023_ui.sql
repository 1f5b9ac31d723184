-- What the admin UI needs of its users. A session lives in a cookie, of which the hash is kept; a user may have several.
CREATE TABLE ui_sessions (
    hash {text} PRIMARY KEY,
    name {text} NOT NULL UNIQUE,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    remembered BOOLEAN NOT NULL,
    user_agent {text} NOT NULL
){compact};
CREATE INDEX ui_sessions_account ON ui_sessions (account_id);

-- What the UI remembers for a user; value: JSON.
CREATE TABLE preferences (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name {text} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (account_id, name)
);

-- Saved views of lists. roles: who sees one that is shared, a JSON list; attributes: those that it names.
CREATE TABLE views (
    code {text} PRIMARY KEY,
    owner_id BIGINT NOT NULL REFERENCES accounts (id),
    kind {text} NOT NULL,
    type_id BIGINT REFERENCES definitions (id) ON DELETE CASCADE,
    shared BOOLEAN NOT NULL,
    sequence BIGINT NOT NULL,
    roles {text} NOT NULL,
    attributes {text} NOT NULL,
    rev BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    body {text} NOT NULL
);
CREATE INDEX views_owner ON views (owner_id);
CREATE INDEX views_type ON views (type_id);
