-- What providers did in the last minutes: attempts are appended, so that a BRIN costs next to nothing.
CREATE INDEX attempt_at ON attempt USING brin (at) WITH (pages_per_range = 16, autosummarize = on);
