-- The job that a change is a step of.
ALTER TABLE changes ADD COLUMN job_id BIGINT;
CREATE INDEX changes_job ON changes (job_id, seq) WHERE job_id IS NOT NULL;

-- What a job could not do, or did with a word: where the item stands, and what is wrong with it, a row for each broken
-- rule. level: error, missing (an error that is none any more once what the item names is there) or warning.
CREATE TABLE job_lines (
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    sheet {text} NOT NULL,
    line BIGINT NOT NULL,
    place BIGINT NOT NULL,
    field {text} NOT NULL,
    code {text} NOT NULL,
    value {text} NOT NULL,
    rule {text} NOT NULL,
    message {text} NOT NULL,
    level {text} NOT NULL,
    PRIMARY KEY (job_id, sheet, line, place)
){compact};

-- What a dry run would do: the first items that would differ. changes: a list of fields, each before and after, as JSON.
CREATE TABLE job_changes (
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    sheet {text} NOT NULL,
    line BIGINT NOT NULL,
    code {text} NOT NULL,
    effect {text} NOT NULL,
    changes {text} NOT NULL,
    PRIMARY KEY (job_id, place)
){compact};

-- The files that a job reads (role: source) and makes (role: result), in their order.
CREATE TABLE job_files (
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    role {text} NOT NULL,
    place BIGINT NOT NULL,
    name {text} NOT NULL,
    size BIGINT NOT NULL,
    hash {text} NOT NULL,
    PRIMARY KEY (job_id, role, place)
){compact};
CREATE INDEX job_files_hash ON job_files (hash);
