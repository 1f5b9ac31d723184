-- What other systems are told: what happened to a thing, as webhooks are sent it. at: when it happened; made_at: when it
-- was written down here. body: the payload, with a mark where the address of this instance belongs. object_id: the number
-- of the thing, or of the job.
CREATE TABLE events (
    id {id},
    uuid {text} NOT NULL UNIQUE,
    code {text} NOT NULL,
    at BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    by_whom {text} NOT NULL,
    resource_type {text} NOT NULL,
    resource_code {text} NOT NULL,
    object_id BIGINT NOT NULL,
    body {text} NOT NULL
);
CREATE INDEX events_made ON events (made_at, id);

-- What is owed to webhooks, and what became of it. resource: what keeps order among those of a webhook, a word and a
-- number. state: pending, delivered or failed. due_at: when it may be sent. claimed_until: how long who sends it has it.
CREATE TABLE deliveries (
    id {id},
    webhook_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL REFERENCES events (id),
    resource {text} NOT NULL,
    state {text} NOT NULL,
    tries BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tried_at BIGINT,
    claimed_until BIGINT NOT NULL,
    status BIGINT,
    trouble {text}
);
CREATE INDEX deliveries_due ON deliveries (webhook_id, due_at, id) WHERE state = 'pending';
CREATE INDEX deliveries_order ON deliveries (webhook_id, resource, id) WHERE state = 'pending';
CREATE INDEX deliveries_log ON deliveries (webhook_id, id);
CREATE INDEX deliveries_ended ON deliveries (webhook_id, tried_at, id) WHERE state <> 'pending';
CREATE INDEX deliveries_made ON deliveries (made_at, id);
CREATE INDEX deliveries_event ON deliveries (event_id);

-- How far the feed of changes has been made into events: up to that change, and of the next one as far as walked says.
-- word, until: who is at it. Numbers of events and deliveries are given out here, so that they grow in the feed's order.
CREATE TABLE event_follower (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    tx BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    walked {text} NOT NULL,
    next_event BIGINT NOT NULL,
    next_delivery BIGINT NOT NULL,
    word {text} NOT NULL,
    until BIGINT NOT NULL
);
INSERT INTO event_follower (id, tx, seq, walked, next_event, next_delivery, word, until)
    SELECT 1, COALESCE((SELECT c.tx FROM changes c ORDER BY c.tx DESC, c.seq DESC LIMIT 1), 0),
        COALESCE((SELECT c.seq FROM changes c ORDER BY c.tx DESC, c.seq DESC LIMIT 1), 0), '', 1, 1, '', 0;

-- Documents that a job changes, until it is over: then each is told once. body: what is told of it, without its uuid.
CREATE TABLE event_updates (
    job_id BIGINT NOT NULL,
    object_id BIGINT NOT NULL,
    body {text} NOT NULL,
    PRIMARY KEY (job_id, object_id)
){compact};

-- Jobs that are over and were not told of yet.
CREATE TABLE job_ends (
    job_id {id}
);
