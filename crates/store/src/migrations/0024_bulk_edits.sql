-- Which objects a bulk edit is about: their numbers, with blanks between them, in parts of a thousand; the last may have
-- less. They are what matched when it was wanted, whatever the edit itself makes of that.
CREATE TABLE edit_parts (
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    part BIGINT NOT NULL,
    numbers {text} NOT NULL,
    PRIMARY KEY (job_id, part)
){compact};

-- How complete documents were, a row for each day (UTC), indicator and locale. complete: how many had 100 percent; percents:
-- the sum of the percents of all.
CREATE TABLE completeness_days (
    day {text} NOT NULL,
    setting_id BIGINT NOT NULL REFERENCES definitions (id) ON DELETE CASCADE,
    locale {text} NOT NULL,
    documents BIGINT NOT NULL,
    complete BIGINT NOT NULL,
    percents BIGINT NOT NULL,
    PRIMARY KEY (day, setting_id, locale)
){compact};
CREATE INDEX completeness_days_setting ON completeness_days (setting_id, locale, day);
