-- The browsers in which an account wants to be told (RFC 8030). The keys are what a message is encrypted for: a point of P-256,
-- uncompressed, and a shared secret. An endpoint lets whoever knows it send; so it is nobody else's to read. `session_id`: of the
-- sign-in that subscribed; it goes when that is ended, not when nobody has used it for long: a guardian may not look for a year.
CREATE TABLE push_subscription (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    session_id uuid NOT NULL,
    endpoint   text NOT NULL CHECK (octet_length(endpoint) <= 2000),
    p256dh     bytea NOT NULL CHECK (octet_length(p256dh) = 65),
    auth       bytea NOT NULL CHECK (octet_length(auth) = 16),
    user_agent text CHECK (length(user_agent) <= 200),
    created_at timestamptz(3) NOT NULL DEFAULT mayday_now(),
    UNIQUE (person_id, endpoint)
);
CREATE INDEX push_subscription_session ON push_subscription (session_id);

-- A contact's browsers: those of the account that guards as it. One whose e-mail was never verified guards nobody.
CREATE VIEW contact_browser AS
    SELECT c.id AS contact_id, coalesce(c.linked_at, c.created_at) AS linked_at, p.*
    FROM contact c
    JOIN person g ON g.id = c.guardian_id AND g.email_verified_at IS NOT NULL
    JOIN push_subscription p ON p.person_id = g.id;

-- Standing channels by which something can arrive. Push without a browser reaches nobody; with one it needs no proof, for the
-- account has accepted the invitation. `since`: whoever holds the phone may make a contact, or link an account, after a PIN.
CREATE VIEW reachable_channel AS
    SELECT s.id, s.contact_id, s.person_id, s.type,
           CASE WHEN s.type = 'push' AND s.state = 'unverified' THEN 'verified' ELSE s.state END AS state,
           s.created_at, greatest(s.created_at, b.linked_at) AS since
    FROM standing_channel s
    LEFT JOIN LATERAL (SELECT linked_at FROM contact_browser WHERE s.type = 'push' AND contact_id = s.contact_id LIMIT 1) b ON true
    WHERE s.state <> 'opted-out' AND (s.type <> 'push' OR b.linked_at IS NOT NULL);
