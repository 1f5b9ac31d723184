-- What this instance signs with, by its purpose: drawn once, the same for all nodes, and in no backup.
CREATE TABLE secrets (
    purpose {text} NOT NULL PRIMARY KEY,
    value {text} NOT NULL
);
