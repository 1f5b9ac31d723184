-- What an object stood under, and what a link led to, until this change.
ALTER TABLE changes ADD COLUMN parent_id BIGINT;
ALTER TABLE changes ADD COLUMN target_id BIGINT;

CREATE INDEX changes_parent ON changes (parent_id, seq) WHERE parent_id IS NOT NULL;
CREATE INDEX changes_target ON changes (target_id, seq) WHERE target_id IS NOT NULL;
-- What was called so once.
CREATE INDEX changes_gone ON changes (kind, code, seq) WHERE op = 'delete';
