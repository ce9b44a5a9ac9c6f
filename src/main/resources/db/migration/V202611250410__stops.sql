-- Who answered STOP by text message: nothing is sent to that number again, whoever names it, until it says START.
CREATE TABLE sms_stop (
    number text PRIMARY KEY,
    at     timestamptz(3) NOT NULL
);

-- Whether a channel was confirmed before its owner said STOP: START brings that back.
ALTER TABLE channel ADD COLUMN verified_before boolean NOT NULL DEFAULT false;

-- Whose number a text message came from.
CREATE INDEX channel_number ON channel (address) WHERE type = 'sms';
CREATE INDEX person_phone ON person (phone) WHERE phone IS NOT NULL;
