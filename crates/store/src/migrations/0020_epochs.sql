-- The times between restores. top, overlap: what readers of the feed of an epoch that ended are told by; written into the
-- backup that ends it.
CREATE TABLE epochs (
    epoch BIGINT PRIMARY KEY,
    top BIGINT NOT NULL,
    overlap BIGINT NOT NULL
);
INSERT INTO epochs (epoch, top, overlap) SELECT COALESCE(MAX(applied_at), 0), 0, 0 FROM migrations;
