-- Requests that are carried out once, by the key that their caller gave them.
-- request: what it asks for, hashed. word: of whoever is at it, until due_at unless it says so again.
-- receipt: written along with what the request wrote. answer: once it is known.
CREATE TABLE idempotency (
    owner {text} NOT NULL,
    key {text} NOT NULL,
    request {text} NOT NULL,
    word {text} NOT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    receipt {text},
    answer {text},
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);
