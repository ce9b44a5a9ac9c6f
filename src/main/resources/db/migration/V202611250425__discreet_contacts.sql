-- Whether what can be read over this contact's shoulder must say nothing of an emergency. It is read from the table itself: the
-- view standing_contact stays as it is.
ALTER TABLE contact ADD COLUMN discreet boolean NOT NULL DEFAULT false;
