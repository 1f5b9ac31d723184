-- How far a change of a definition has come, and the number under which the index holds its rows (none: its own).
ALTER TABLE definitions ADD COLUMN index_id BIGINT;
ALTER TABLE definitions ADD COLUMN state {text} NOT NULL DEFAULT 'active';
