-- Long work. payload: what is to be done; checkpoint: how far it has come, written along with the work itself.
-- state: open, done or failed. due_at: when it may be taken; of a job at work, when its lease ends.
-- attempts: since it last came further.
CREATE TABLE jobs (
    id {id},
    kind {text} NOT NULL,
    state {text} NOT NULL,
    due_at BIGINT NOT NULL,
    lease {text} NOT NULL,
    attempts BIGINT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by {text} NOT NULL,
    ended_at BIGINT,
    trouble {text},
    payload {text} NOT NULL,
    checkpoint {text} NOT NULL
);
CREATE INDEX jobs_open ON jobs (due_at, id) WHERE state = 'open';
