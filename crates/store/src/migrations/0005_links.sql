-- A link is an object: its parent is its origin, this its target. The set is that of a document or a variant.
ALTER TABLE objects ADD COLUMN target_id BIGINT REFERENCES objects (id);
ALTER TABLE objects ADD COLUMN set_id BIGINT REFERENCES definitions (id);

-- One link of a type between two objects; what an origin is linked by is read from here alone.
CREATE UNIQUE INDEX objects_link ON objects (parent_id, type_id, target_id) WHERE target_id IS NOT NULL;
CREATE INDEX objects_target ON objects (target_id, sequence, id) WHERE target_id IS NOT NULL;
CREATE INDEX objects_link_order ON objects (sequence, code) WHERE kind = 'link';
CREATE INDEX objects_set ON objects (set_id) WHERE set_id IS NOT NULL;
