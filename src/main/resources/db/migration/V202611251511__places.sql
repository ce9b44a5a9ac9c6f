-- Places of a person's own. `area`: a polygon, or the centre of a circle of that radius (metres); `edge`: its boundary. Beside it
-- on which side of the edge the person was when last looked at, what the last fix said if that was not enough to decide, and up to
-- when fixes were looked at.
CREATE TABLE place (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    geojson    text NOT NULL,
    radius     double precision,
    area       geography NOT NULL,
    edge       geography NOT NULL,
    on_enter   boolean NOT NULL,
    on_exit    boolean NOT NULL,
    action     text NOT NULL CHECK (action IN ('notify', 'checkin-ok')),
    created_at timestamptz(3) NOT NULL,
    inside     boolean,
    maybe      boolean,
    seen_at    timestamptz(3) NOT NULL
);
CREATE INDEX place_person ON place (person_id, id);
CREATE INDEX place_area ON place USING gist (area);
