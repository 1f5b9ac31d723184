-- What people see of jobs, and in which order they are taken.
-- priority: the lower, the sooner. queue: those of one are done one after the other; '': beside any others. subject: what it
-- is about, in words. target, profile: what its lines are, and by which profile, where its kind has these. taken_at,
-- taken_done: when it was last taken up, and how far it was then. cancelled_by: who wants it to end before its time.
-- result: what it made, as a JSON object of its kind. log: what happened to it, a line each: the moment, a blank, words.
ALTER TABLE jobs ADD COLUMN priority BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN queue {text} NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN subject {text} NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN target {text};
ALTER TABLE jobs ADD COLUMN profile {text};
ALTER TABLE jobs ADD COLUMN begun_at BIGINT;
ALTER TABLE jobs ADD COLUMN taken_at BIGINT;
ALTER TABLE jobs ADD COLUMN taken_done BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN cancelled_by {text};
ALTER TABLE jobs ADD COLUMN result {text};
ALTER TABLE jobs ADD COLUMN log {text} NOT NULL DEFAULT '';
