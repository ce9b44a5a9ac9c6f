-- A promise to be heard of by a time. What it leads to bears its own id: if nobody hears of the person, the alert; so the track
-- that was kept meanwhile, and what of it comes late, is the alert's without being moved.
CREATE TABLE checkin (
    id              uuid PRIMARY KEY,
    person_id       uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    state           text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'OK', 'CANCELLED', 'MISSED')),
    started_at      timestamptz(3) NOT NULL,
    due_at          timestamptz(3) NOT NULL CHECK (due_at > started_at),
    grace_minutes   integer NOT NULL CHECK (grace_minutes BETWEEN 0 AND 120),
    note            text CHECK (length(note) <= 2000),
    destination     text CHECK (length(destination) <= 200),
    contact_ids     uuid[],
    ended_at        timestamptz(3),
    ended_by_pin    boolean NOT NULL DEFAULT false,

    -- what its owner is never shown: five wrong PINs, a duress PIN, and the alert that followed from that
    pin_locked_at   timestamptz(3),
    duress_at       timestamptz(3),
    duress_alert_id uuid,

    CHECK ((state = 'RUNNING') = (ended_at IS NULL))
);
CREATE INDEX checkin_person ON checkin (person_id, id DESC);
CREATE INDEX checkin_duress_alert ON checkin (duress_alert_id) WHERE duress_alert_id IS NOT NULL;

-- `owner_knows`: false for an alert that a duress PIN raised where the owner's account has none to read. `told_contacts`: who alone
-- is told, as long as one of them can be reached; null for all.
ALTER TABLE alert
    ADD COLUMN owner_knows   boolean NOT NULL DEFAULT true,
    ADD COLUMN told_contacts uuid[];

-- An alert that its owner doesn't know of takes nothing by itself (it never opens), but keeps what its check-in takes. A check-in
-- takes places to its end, and ten minutes more after a PIN; it keeps them while it runs, and until the duress PIN has become an
-- alert. From a minute before a miss they are the alert's. One that was raised while the check-in went on (a duress PIN while PINs
-- were locked) has its own id, and takes what the check-in takes, as if it were one: the phone must not be asked for more.
CREATE OR REPLACE VIEW open_window AS
    SELECT person_id, id AS subject_id, 'alert' AS kind,
           CASE WHEN owner_knows THEN raised_at - interval '60 seconds' ELSE 'infinity' END AS opens,
           CASE WHEN owner_by_pin THEN owner_ended_at + interval '10 minutes' ELSE owner_ended_at END AS closes,
           owner_ended_at, ended_at AS kept_until
    FROM alert
    UNION ALL
    SELECT person_id, id, 'sharing', started_at, ends_at, NULL::timestamptz(3), ends_at
    FROM sharing
    UNION ALL
    SELECT person_id, id, 'checkin', started_at,
           CASE WHEN state = 'MISSED' THEN due_at + grace_minutes * interval '1 minute' - interval '60.001 seconds'
                WHEN ended_by_pin THEN ended_at + interval '10 minutes'
                ELSE ended_at END,
           (CASE WHEN state <> 'MISSED' THEN ended_at END)::timestamptz(3),
           (CASE WHEN state <> 'RUNNING' AND (duress_at IS NULL OR duress_alert_id IS NOT NULL) THEN '-infinity'::timestamptz END)::timestamptz(3)
    FROM checkin
    UNION ALL
    SELECT person_id, duress_alert_id, 'checkin', duress_at,
           CASE WHEN ended_by_pin THEN ended_at + interval '10 minutes' ELSE ended_at END,
           ended_at, '-infinity'::timestamptz(3)
    FROM checkin WHERE duress_alert_id <> id;
