-- What a provider calls a message, and what it says of it after it took it.
ALTER TABLE attempt
    ADD COLUMN reference      text,
    ADD COLUMN receipt        text CHECK (receipt IN ('delivered', 'rejected')),
    ADD COLUMN receipt_at     timestamptz(3),
    ADD COLUMN receipt_detail text,
    ADD CHECK ((receipt IS NULL) = (receipt_at IS NULL));
CREATE INDEX attempt_reference ON attempt (provider, reference) WHERE reference IS NOT NULL;

-- Receipts that came before the answer that they belong to was on record.
CREATE TABLE receipt (
    provider  text NOT NULL,
    reference text NOT NULL,
    outcome   text NOT NULL CHECK (outcome IN ('delivered', 'rejected')),
    detail    text,
    at        timestamptz(3) NOT NULL,
    PRIMARY KEY (provider, reference, outcome)
);
CREATE INDEX receipt_at ON receipt (at);
