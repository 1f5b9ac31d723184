-- Who may call: secrets are kept as SHA-256 (tokens) or Argon2 (passwords) only.

CREATE TABLE accounts (
    id {id},
    username {text} NOT NULL UNIQUE,
    password_hash {text} NOT NULL,
    admin BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE tokens (
    id {id},
    name {text} NOT NULL UNIQUE,
    hash {text} NOT NULL UNIQUE,
    access {text} NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);

-- One row a live access token; a family is what one login begot.
CREATE TABLE sessions (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    family {text} NOT NULL,
    token_hash {text} NOT NULL UNIQUE,
    lang {text} NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
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
