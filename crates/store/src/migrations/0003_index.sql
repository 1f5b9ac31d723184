-- What objects can be found by; all of it follows from their bodies and the definitions.

-- field: an attribute's number and a locale's slot; key: its bytes stand in the order of the values.
CREATE TABLE value_index (
    field BIGINT NOT NULL,
    key {text} NOT NULL,
    object_id BIGINT NOT NULL,
    PRIMARY KEY (field, key, object_id)
){compact};

-- rowid: an object's number and a locale's slot.
{search_table};

-- Numbers, with commas between, of the objects whose `shown` and date moved with this commit without a row of their own.
ALTER TABLE changes ADD COLUMN shown {text} NOT NULL DEFAULT '';

-- All that sets of kinds, types and active objects are loaded from: none of their rows is read.
DROP INDEX objects_type;
CREATE INDEX objects_type ON objects (type_id, kind, active, id);
