-- The first house: people, contacts, alerts, deliveries, tracks, and what is due.
-- Times are to the millisecond, as on the wire. Ids made by the server are UUID version 7 unless a comment says otherwise.

CREATE EXTENSION IF NOT EXISTS postgis;

-- One clock for all that is due: the database's, with an offset that tests shift and every process reads.
CREATE TABLE clock_shift (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    shift interval NOT NULL DEFAULT '0'
);
INSERT INTO clock_shift DEFAULT VALUES;

CREATE FUNCTION mayday_now() RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT date_trunc(''milliseconds'', clock_timestamp() + (SELECT shift FROM clock_shift))';

-- ---------------------------------------------------------------- identity

CREATE TABLE person (
    id                uuid PRIMARY KEY,
    email             text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    email_verified_at timestamptz(3),
    name              text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    phone             text,
    phone_verified_at timestamptz(3),
    locale            text NOT NULL DEFAULT 'en',
    time_zone         text NOT NULL DEFAULT 'UTC',
    role              text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'operator')),
    password_hash     text NOT NULL,
    pin_hash          text,
    duress_pin_hash   text,
    pin_failures      integer NOT NULL DEFAULT 0,
    pin_locked_until  timestamptz(3),
    created_at        timestamptz(3) NOT NULL DEFAULT mayday_now(),
    CHECK ((pin_hash IS NULL) = (duress_pin_hash IS NULL))
);
CREATE UNIQUE INDEX person_email ON person (lower(email));

CREATE TABLE session (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    created_at timestamptz(3) NOT NULL DEFAULT mayday_now(),
    ended_at   timestamptz(3)
);
CREATE INDEX session_person ON session (person_id) WHERE ended_at IS NULL;

-- A refresh token's successor is derived from it, so nothing here can be replayed: only hashes are kept.
CREATE TABLE refresh_token (
    hash       bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    issued_at  timestamptz(3) NOT NULL DEFAULT mayday_now(),
    used_at    timestamptz(3)
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);

CREATE TABLE device (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    name       text NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    created_at timestamptz(3) NOT NULL DEFAULT mayday_now()
);
CREATE INDEX device_person ON device (person_id);

-- Codes of 6 digits, good for 15 minutes and 5 tries. The subject is a person or a channel.
CREATE TABLE one_time_code (
    purpose    text NOT NULL,
    subject_id uuid NOT NULL,
    code_hash  bytea NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    tries      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (purpose, subject_id)
);

-- Failures that throttle a sign-in or the like: the key is a hash of what is counted (an account, an address).
CREATE TABLE throttle (
    key        text PRIMARY KEY,
    failures   integer NOT NULL,
    resets_at  timestamptz(3) NOT NULL
);

-- ---------------------------------------------------------------- contacts

CREATE TABLE contact (
    id           uuid PRIMARY KEY,
    person_id    uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    relationship text,
    tier         integer NOT NULL DEFAULT 1 CHECK (tier BETWEEN 1 AND 9),
    locale       text NOT NULL DEFAULT 'en',
    time_zone    text NOT NULL DEFAULT 'UTC',
    guardian_id  uuid REFERENCES person ON DELETE SET NULL,
    created_at   timestamptz(3) NOT NULL DEFAULT mayday_now(),
    declined_at  timestamptz(3),
    removed_at   timestamptz(3)
);
CREATE INDEX contact_person ON contact (person_id);
CREATE INDEX contact_guardian ON contact (guardian_id);

CREATE TABLE channel (
    id         uuid PRIMARY KEY,
    contact_id uuid NOT NULL REFERENCES contact ON DELETE CASCADE,
    type       text NOT NULL CHECK (type IN ('email', 'sms', 'voice', 'push', 'webhook')),
    address    text CHECK (length(address) <= 2000),
    state      text NOT NULL DEFAULT 'unverified' CHECK (state IN ('unverified', 'verified', 'opted-out', 'failing')),
    secret     text,
    created_at timestamptz(3) NOT NULL DEFAULT mayday_now(),
    removed_at timestamptz(3),
    CHECK ((type = 'push') = (address IS NULL)),
    CHECK ((type = 'webhook') = (secret IS NOT NULL))
);
CREATE INDEX channel_contact ON channel (contact_id);

CREATE TABLE invitation (
    token_hash bytea PRIMARY KEY,
    contact_id uuid NOT NULL REFERENCES contact ON DELETE CASCADE,
    channel_id uuid NOT NULL REFERENCES channel ON DELETE CASCADE,
    created_at timestamptz(3) NOT NULL DEFAULT mayday_now()
);
CREATE INDEX invitation_contact ON invitation (contact_id);
CREATE INDEX invitation_channel ON invitation (channel_id);

-- ---------------------------------------------------------------- alerts

CREATE TABLE alert (
    id               uuid PRIMARY KEY,
    person_id        uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    client_alert_id  uuid NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('sos', 'medical', 'fire', 'assault', 'accident', 'fall', 'checkin-missed', 'other')),
    silent           boolean NOT NULL,
    drill            boolean NOT NULL,
    note             text CHECK (length(note) <= 2000),
    raised_at        timestamptz(3) NOT NULL,
    received_at      timestamptz(3) NOT NULL,
    activates_at     timestamptz(3) NOT NULL,

    -- the truth
    state            text NOT NULL CHECK (state IN ('PENDING', 'ACTIVE', 'ACKNOWLEDGED', 'CANCELLED', 'RESOLVED', 'EXPIRED')),
    version          integer NOT NULL DEFAULT 1,
    round            integer NOT NULL DEFAULT 0,
    activated_at     timestamptz(3),
    stale_at         timestamptz(3),
    ended_at         timestamptz(3),
    reason           text,
    ended_by         text,
    duress_at        timestamptz(3),

    -- what the owner is shown: its own state and versions, and, once a duress PIN froze it, the whole object as it was then
    owner_state      text NOT NULL CHECK (owner_state IN ('PENDING', 'ACTIVE', 'ACKNOWLEDGED', 'CANCELLED', 'RESOLVED', 'EXPIRED')),
    owner_version    integer NOT NULL DEFAULT 1,
    owner_ended_at   timestamptz(3),
    owner_by_pin     boolean NOT NULL DEFAULT false,
    owner_frozen     text,

    -- the alert's own event sequences, given out under the row's lock
    event_seq        bigint NOT NULL DEFAULT 0,
    owner_seq        bigint NOT NULL DEFAULT 0,

    -- where it was pressed: the fix as it came (JSON), its coordinates, and the same as a place; what the answer warned of (JSON)
    location         text,
    warnings         text,
    location_at      timestamptz(3),
    lat              double precision CHECK (lat BETWEEN -90 AND 90),
    lon              double precision CHECK (lon BETWEEN -180 AND 180),
    place            geography(Point, 4326) GENERATED ALWAYS AS
                         (CASE WHEN lat IS NULL OR lon IS NULL THEN NULL ELSE ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography END) STORED,

    UNIQUE (person_id, client_alert_id),
    CHECK ((state IN ('CANCELLED', 'RESOLVED', 'EXPIRED')) = (ended_at IS NOT NULL)),
    CHECK ((lat IS NULL) = (lon IS NULL))
);
CREATE INDEX alert_person ON alert (person_id, id DESC);
CREATE INDEX alert_open ON alert (person_id) WHERE ended_at IS NULL;
CREATE INDEX alert_place ON alert USING gist (place);

-- The last answer of each contact to an alert.
CREATE TABLE response (
    alert_id    uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    contact_id  uuid NOT NULL REFERENCES contact ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN ('acknowledged', 'declined', 'stale')),
    name        text NOT NULL,
    note        text CHECK (length(note) <= 2000),
    eta_minutes integer,
    at          timestamptz(3) NOT NULL,
    PRIMARY KEY (alert_id, contact_id)
);
CREATE INDEX response_contact ON response (contact_id);

-- Append-only. `audience`: who may read the entry; a duress PIN leaves one for the owner and another for the guardians.
CREATE TABLE timeline (
    id         uuid PRIMARY KEY,
    alert_id   uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    seq        bigint NOT NULL,
    at         timestamptz(3) NOT NULL,
    type       text NOT NULL,
    by_kind    text NOT NULL CHECK (by_kind IN ('contact', 'user', 'link', 'system')),
    by_id      text NOT NULL,
    by_name    text NOT NULL,
    from_state text,
    to_state   text,
    version    integer NOT NULL,
    detail     text,
    audience   text NOT NULL CHECK (audience IN ('all', 'guardians', 'owner')),
    UNIQUE (alert_id, seq, audience)
);

-- Every message of an alert's stream, as it is sent: what a guardian's or an owner's cursor resumes from.
CREATE TABLE alert_event (
    alert_id  uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    seq       bigint NOT NULL,
    owner_seq bigint,
    kind      text NOT NULL CHECK (kind IN ('alert', 'delivery', 'timeline')),
    guardian  text,
    owner     text,
    PRIMARY KEY (alert_id, seq)
);
CREATE INDEX alert_event_owner ON alert_event (alert_id, owner_seq) WHERE owner_seq IS NOT NULL;

-- A way in for someone with no account: a contact's own link, or one that the owner made (no contact; may only view).
CREATE TABLE link (
    id         uuid PRIMARY KEY,
    alert_id   uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    contact_id uuid REFERENCES contact ON DELETE CASCADE,
    created_at timestamptz(3) NOT NULL DEFAULT mayday_now(),
    expires_at timestamptz(3) NOT NULL,
    revoked_at timestamptz(3)
);
CREATE UNIQUE INDEX link_contact ON link (alert_id, contact_id);
CREATE INDEX link_of_contact ON link (contact_id);

-- Who looked at which alert, when. One row a viewer and hour at most.
CREATE TABLE alert_view (
    id        uuid PRIMARY KEY,
    alert_id  uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    by_kind   text NOT NULL CHECK (by_kind IN ('contact', 'user', 'link')),
    by_id     text NOT NULL,
    by_name   text NOT NULL,
    at        timestamptz(3) NOT NULL,
    by_owner  boolean NOT NULL DEFAULT false
);
CREATE INDEX alert_view_alert ON alert_view (alert_id, at);

-- ---------------------------------------------------------------- deliveries

-- A message to somebody. With an alert: id is UUIDv5 of alert, round, step and channel. Without: a code, an invitation, a reset.
CREATE TABLE delivery (
    id           uuid PRIMARY KEY,
    alert_id     uuid REFERENCES alert ON DELETE CASCADE,
    contact_id   uuid REFERENCES contact ON DELETE CASCADE,
    channel_id   uuid REFERENCES channel ON DELETE CASCADE,
    contact_name text NOT NULL,
    channel      text NOT NULL CHECK (channel IN ('email', 'sms', 'voice', 'push', 'webhook')),
    address      text,
    purpose      text NOT NULL,
    parameters   text,
    round        integer NOT NULL DEFAULT 0,
    step         integer NOT NULL DEFAULT 0,
    state        text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'SUPPRESSED')),
    owner_state  text CHECK (owner_state IN ('SENT', 'DELIVERED', 'FAILED', 'SUPPRESSED')),
    tries        integer NOT NULL DEFAULT 0,
    leased_until timestamptz(3),
    leased_by    integer,
    retry_at     timestamptz(3),
    created_at   timestamptz(3) NOT NULL DEFAULT mayday_now(),
    sent_at      timestamptz(3),
    delivered_at timestamptz(3)
);
CREATE INDEX delivery_alert ON delivery (alert_id, created_at);
CREATE INDEX delivery_contact ON delivery (contact_id);
CREATE INDEX delivery_channel ON delivery (channel_id);
CREATE INDEX delivery_queued ON delivery (created_at) WHERE state = 'QUEUED';

-- On record before the call: an outcome that is absent is a send in flight, or one whose end nobody saw.
CREATE TABLE attempt (
    delivery_id uuid NOT NULL REFERENCES delivery ON DELETE CASCADE,
    number      integer NOT NULL,
    at          timestamptz(3) NOT NULL,
    provider    text NOT NULL,
    outcome     text CHECK (outcome IN ('accepted', 'delivered', 'retry', 'rejected')),
    detail      text,
    PRIMARY KEY (delivery_id, number)
);

-- ---------------------------------------------------------------- due work and the outbox

-- All that is due. The key names the work, so that planning it twice plans it once.
CREATE TABLE timer (
    key        text PRIMARY KEY,
    kind       text NOT NULL,
    due_at     timestamptz(3) NOT NULL,
    alert_id   uuid REFERENCES alert ON DELETE CASCADE,
    subject_id uuid,
    number     integer NOT NULL DEFAULT 0,
    failures   integer NOT NULL DEFAULT 0
);
CREATE INDEX timer_due ON timer (due_at);
CREATE INDEX timer_alert ON timer (alert_id);

CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text NOT NULL,
    key        text NOT NULL,
    event_id   uuid NOT NULL,
    type       text NOT NULL,
    subject    text NOT NULL,
    sequence   bigint NOT NULL,
    data       text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT mayday_now()
);

-- ---------------------------------------------------------------- tracks

-- A fix, once for each alert or sharing that it belongs to. The key makes a fix that comes twice the same one, and is the
-- order in which a track is read. seq is -1 where the app has none. By day, so that retention drops whole tables.
CREATE TABLE fix (
    subject_id    uuid NOT NULL,
    at            timestamptz(3) NOT NULL,
    installation  text NOT NULL,
    seq           bigint NOT NULL,
    person_id     uuid NOT NULL,
    received_at   timestamptz(3) NOT NULL,
    lat           double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon           double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    accuracy      real,
    altitude      real,
    speed         real,
    heading       real,
    battery       smallint,
    network       text,
    source        text,
    log_partition integer NOT NULL,
    log_offset    bigint NOT NULL,
    PRIMARY KEY (subject_id, at, installation, seq)
) PARTITION BY RANGE (at);
CREATE TABLE fix_rest PARTITION OF fix DEFAULT;

-- How far the recorder has written each partition of the log of locations; moved in the transaction that writes the fixes.
CREATE TABLE recorded (
    partition   integer PRIMARY KEY,
    next_offset bigint NOT NULL
);

-- ---------------------------------------------------------------- what may be seen, and whom to tell

-- What a person shares, from when to when, as the person sees it: an end by PIN is followed by ten minutes in which places
-- are still taken, so that a right and a duress PIN look alike. The recorder drops what the truth (alert.ended_at) excludes.
CREATE VIEW open_window AS
    SELECT person_id, id AS subject_id, 'alert' AS kind, raised_at - interval '60 seconds' AS opens,
           CASE WHEN owner_by_pin THEN owner_ended_at + interval '10 minutes' ELSE owner_ended_at END AS closes,
           owner_ended_at
    FROM alert;

-- Contacts that count: neither removed nor declined. One that was removed after a duress PIN counts until that alert's end.
CREATE VIEW standing_contact AS
    SELECT c.* FROM contact c
    WHERE c.declined_at IS NULL
      AND (c.removed_at IS NULL OR EXISTS (
          SELECT FROM alert a
          WHERE a.person_id = c.person_id AND a.ended_at IS NULL AND a.duress_at <= c.removed_at));

CREATE VIEW standing_channel AS
    SELECT ch.*, c.person_id FROM channel ch JOIN standing_contact c ON c.id = ch.contact_id
    WHERE ch.removed_at IS NULL OR EXISTS (
        SELECT FROM alert a
        WHERE a.person_id = c.person_id AND a.ended_at IS NULL AND a.duress_at <= ch.removed_at);

-- Who guards whom: a standing contact with a linked account whose e-mail is verified.
CREATE VIEW guardianship AS
    SELECT c.person_id, c.guardian_id, c.id AS contact_id, c.name, c.tier
    FROM standing_contact c JOIN person g ON g.id = c.guardian_id
    WHERE g.email_verified_at IS NOT NULL;
