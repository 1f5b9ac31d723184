-- Free configuration pairs.
CREATE TABLE key_values (
    id {id},
    code {text} NOT NULL UNIQUE,
    protected BOOLEAN NOT NULL,
    public BOOLEAN NOT NULL,
    rev BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by {text} NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by {text} NOT NULL,
    value {text} NOT NULL
);
