-- Who may call. Of a token only its SHA-256 is kept, of a password only its Argon2id hash.

CREATE TABLE accounts (
    id {id},
    username {text} NOT NULL UNIQUE,
    password_hash {text} NOT NULL,
    admin BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

-- API tokens, which belong to no user.
CREATE TABLE tokens (
    hash {text} PRIMARY KEY,
    name {text} NOT NULL UNIQUE,
    access {text} NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
){compact};

-- Live access tokens; a family is what one sign-in begot.
CREATE TABLE sessions (
    hash {text} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    family {text} NOT NULL,
    lang {text} NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL
){compact};
CREATE INDEX sessions_account ON sessions (account_id);

-- Refresh tokens, used ones too: a replay ends its family.
CREATE TABLE refresh_tokens (
    hash {text} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    family {text} NOT NULL,
    lang {text} NOT NULL,
    created_at BIGINT NOT NULL,
    used BOOLEAN NOT NULL
){compact};
CREATE INDEX refresh_tokens_account ON refresh_tokens (account_id);
