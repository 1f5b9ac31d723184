-- Hosts of SFTP, by the keys that they showed at first.
CREATE TABLE host_keys (
    host {text} NOT NULL PRIMARY KEY,
    fingerprint {text} NOT NULL,
    seen_at BIGINT NOT NULL
);

-- Which keys secrets were sealed with, and when each was last put to use. The keys themselves are not here.
CREATE TABLE sealing_keys (
    id {text} NOT NULL PRIMARY KEY,
    used_at BIGINT NOT NULL
);
