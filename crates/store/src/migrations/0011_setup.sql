-- Links with which an instance without users is given its first one. Of a link only the hash is kept.
CREATE TABLE setup_links (
    hash {text} NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
