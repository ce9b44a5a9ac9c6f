-- When a contact was invited, answered, and became the guardian's account: a right is as old as the link it comes from.

ALTER TABLE contact
    ADD COLUMN invited_at  timestamptz(3),
    ADD COLUMN accepted_at timestamptz(3),
    ADD COLUMN linked_at   timestamptz(3);

CREATE OR REPLACE VIEW standing_contact AS
    SELECT c.* FROM contact c
    WHERE c.declined_at IS NULL
      AND (c.removed_at IS NULL OR EXISTS (
          SELECT FROM alert a
          WHERE a.person_id = c.person_id AND a.ended_at IS NULL AND a.duress_at <= c.removed_at));

-- `since`: whoever holds the phone may link an account of their own after a duress PIN; who became a guardian after
-- alert.duress_at is none for that alert.
CREATE OR REPLACE VIEW guardianship AS
    SELECT c.person_id, c.guardian_id, c.id AS contact_id, c.name, c.tier, c.linked_at AS since
    FROM standing_contact c JOIN person g ON g.id = c.guardian_id
    WHERE g.email_verified_at IS NOT NULL;
