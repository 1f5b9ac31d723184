-- Tokens of apps. One that is made for an installation ends by itself, unless the app has taken it by then.
CREATE TABLE app_tokens (
    hash {text} PRIMARY KEY,
    app_id BIGINT NOT NULL REFERENCES definitions (id) ON DELETE CASCADE,
    access {text} NOT NULL,
    created_at BIGINT NOT NULL,
    created_by {text} NOT NULL,
    used_at BIGINT,
    ends_at BIGINT
){compact};
CREATE INDEX app_tokens_app ON app_tokens (app_id);
