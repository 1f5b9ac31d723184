-- What else a job is, beside its words: whether it only tries, and the job that it takes back.
ALTER TABLE jobs ADD COLUMN is_dry_run BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE jobs ADD COLUMN undoes BIGINT;
UPDATE jobs SET is_dry_run = TRUE WHERE subject LIKE 'would import %' OR subject LIKE 'would undo: %';
