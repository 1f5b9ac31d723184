-- What happened to everything, to things of a kind, and by somebody, in the order in which it is told.
CREATE INDEX changes_at ON changes (at, seq);
CREATE INDEX changes_kind ON changes (kind, at, seq);
CREATE INDEX changes_actor ON changes (actor, at, seq);
