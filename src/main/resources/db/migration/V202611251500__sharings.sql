-- Live location without an alert. It is over by its time alone: an end by hand brings that forward, an extension puts it off. So
-- there is no state beside it that somebody would have to change at the right moment.
CREATE TABLE sharing (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    note       text CHECK (length(note) <= 2000),
    minutes    integer NOT NULL CHECK (minutes > 0),
    version    integer NOT NULL DEFAULT 1,
    started_at timestamptz(3) NOT NULL,
    ends_at    timestamptz(3) NOT NULL CHECK (ends_at >= started_at)
);
CREATE INDEX sharing_person ON sharing (person_id, ends_at);

-- With whom. Whether one of them sees it is decided by the guardianship that the contact has then.
CREATE TABLE sharing_contact (
    sharing_id uuid NOT NULL REFERENCES sharing ON DELETE CASCADE,
    contact_id uuid NOT NULL REFERENCES contact ON DELETE CASCADE,
    PRIMARY KEY (sharing_id, contact_id)
);
CREATE INDEX sharing_contact_contact ON sharing_contact (contact_id);

-- `kept_until`: the truth, up to which the recorder keeps fixes; null while it goes on. It differs from `closes`, up to which they
-- are taken, after a PIN alone.
CREATE OR REPLACE VIEW open_window AS
    SELECT person_id, id AS subject_id, 'alert' AS kind, raised_at - interval '60 seconds' AS opens,
           CASE WHEN owner_by_pin THEN owner_ended_at + interval '10 minutes' ELSE owner_ended_at END AS closes,
           owner_ended_at, ended_at AS kept_until
    FROM alert
    UNION ALL
    SELECT person_id, id, 'sharing', started_at, ends_at, NULL::timestamptz(3), ends_at
    FROM sharing;
