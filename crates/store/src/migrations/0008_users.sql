-- What is known of users besides their sign-in, and who wrote it when. logged_at: their last sign-in.
ALTER TABLE accounts ADD COLUMN kind {text} NOT NULL DEFAULT 'user';
ALTER TABLE accounts ADD COLUMN rev BIGINT NOT NULL DEFAULT 1;
ALTER TABLE accounts ADD COLUMN created_by {text} NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN updated_by {text} NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN logged_at BIGINT;
ALTER TABLE accounts ADD COLUMN body {text} NOT NULL DEFAULT '{}';
UPDATE accounts SET updated_at = created_at;
