-- Who is told when, as each person wants it (JSON, as PUT /me/escalation has it). One row a change: an alert goes by what stood
-- when it was received, so that nobody who holds the phone afterwards can change who is told.
CREATE TABLE escalation_policy (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    since     timestamptz(3) NOT NULL,
    policy    text NOT NULL,
    PRIMARY KEY (person_id, since)
);
