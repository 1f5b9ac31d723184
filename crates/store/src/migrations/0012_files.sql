-- Bytes by their SHA-256. state: kept, or deleting: they are being removed, and nothing may rely on them any more.
-- touched_at: when something last relied on them, or ceased to.
CREATE TABLE files (
    hash {text} NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    state {text} NOT NULL,
    touched_at BIGINT NOT NULL
);
CREATE INDEX files_touched ON files (touched_at, hash);

-- The bytes that an object has or once had, also after it is gone.
CREATE TABLE file_uses (
    hash {text} NOT NULL,
    object_id BIGINT NOT NULL,
    PRIMARY KEY (hash, object_id)
){compact};

-- Files that were sent and wait to be used, by an id that was drawn for each. hash, and looked, what was seen of it:
-- once all of it is there.
CREATE TABLE uploads (
    id {text} NOT NULL PRIMARY KEY,
    file_type {text} NOT NULL,
    name {text} NOT NULL,
    mime {text} NOT NULL,
    size BIGINT NOT NULL,
    hash {text},
    created_at BIGINT NOT NULL,
    created_by {text} NOT NULL,
    looked {text} NOT NULL
);
CREATE INDEX uploads_created ON uploads (created_at, id);
CREATE INDEX uploads_hash ON uploads (hash);
