-- How many alerts an account has raised of late, and how many messages an address was sent that never said that it wants them.
ALTER TABLE alert ADD COLUMN restrained boolean NOT NULL DEFAULT false;
CREATE INDEX alert_person_received ON alert (person_id, received_at);
-- a hash, since the address of a webhook is longer than an index bears
CREATE INDEX channel_address ON channel (type, md5(lower(address)));
