-- What the timeline of an open alert has said last of its phone, so that it says it once; a row only where there was something to
-- say. `said` counts, for a phone that comes and goes must not fill the timeline.
CREATE TABLE alert_phone (
    alert_id    uuid PRIMARY KEY REFERENCES alert ON DELETE CASCADE,
    silent      boolean NOT NULL,
    low_battery boolean NOT NULL,
    said        integer NOT NULL DEFAULT 1
);
