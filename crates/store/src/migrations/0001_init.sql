-- The catalogue. Bodies stand last in their rows: what is read for every answer comes before them.

CREATE TABLE revisions (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    rules BIGINT NOT NULL,
    labels BIGINT NOT NULL
);
INSERT INTO revisions (id, rules, labels) VALUES (1, 1, 1);

CREATE TABLE sequences (
    name {text} PRIMARY KEY,
    next BIGINT NOT NULL
);
INSERT INTO sequences (name, next) VALUES ('ids', 1);

CREATE TABLE definitions (
    id {id},
    kind {text} NOT NULL,
    code {text} NOT NULL,
    rev BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by {text} NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by {text} NOT NULL,
    body {text} NOT NULL,
    UNIQUE (kind, code)
);

CREATE TABLE predefined_values (
    id {id},
    attribute_id BIGINT NOT NULL REFERENCES definitions (id),
    code {text} NOT NULL,
    sequence BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    rev BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by {text} NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by {text} NOT NULL,
    labels {text} NOT NULL,
    UNIQUE (attribute_id, code)
);
CREATE INDEX predefined_values_order ON predefined_values (attribute_id, sequence, code);

CREATE TABLE objects (
    id {id},
    kind {text} NOT NULL,
    code {text} NOT NULL,
    type_id BIGINT NOT NULL REFERENCES definitions (id),
    parent_id BIGINT REFERENCES objects (id),
    active BOOLEAN NOT NULL,
    sequence BIGINT NOT NULL,
    rev BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by {text} NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by {text} NOT NULL,
    body {text} NOT NULL,
    UNIQUE (kind, code)
);
CREATE INDEX objects_type ON objects (type_id);
CREATE INDEX objects_parent ON objects (parent_id, sequence, code);
CREATE INDEX objects_order ON objects (sequence, code) WHERE kind = 'classification';

-- position: 0 is the main classification of the object.
CREATE TABLE placements (
    object_id BIGINT NOT NULL REFERENCES objects (id),
    node_id BIGINT NOT NULL REFERENCES objects (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (object_id, node_id)
){compact};
CREATE INDEX placements_node ON placements (node_id, object_id);

-- key_hash: the kind of object, the locale and the whole value, hashed.
CREATE TABLE unique_keys (
    field BIGINT NOT NULL,
    key_hash {text} NOT NULL,
    object_id BIGINT NOT NULL REFERENCES objects (id),
    PRIMARY KEY (field, key_hash)
){compact};
CREATE INDEX unique_keys_object ON unique_keys (object_id);

-- Only what differs; a create has no image.
CREATE TABLE changes (
    seq {serial},
    tx BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor {text} NOT NULL,
    origin {text} NOT NULL,
    kind {text} NOT NULL,
    object_id BIGINT NOT NULL,
    code {text} NOT NULL,
    op {text} NOT NULL,
    locales {text} NOT NULL,
    before {text},
    after {text}
);
CREATE INDEX changes_object ON changes (object_id, seq);
CREATE INDEX changes_order ON changes (tx, seq);
