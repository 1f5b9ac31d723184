-- When plannings last ran, and as which job.
CREATE TABLE planned_runs (
    planning_id {id} REFERENCES definitions (id) ON DELETE CASCADE,
    ran_at BIGINT NOT NULL,
    job_id BIGINT NOT NULL
);
