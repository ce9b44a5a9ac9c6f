-- The service presses its own button every minute. Whoever presses is nobody's account: an e-mail address that no sign-in and no
-- reset can name, no password, and a contact with a channel of a kind that only it may have.
ALTER TABLE person
    DROP CONSTRAINT person_role_check,
    ADD CONSTRAINT person_role_check CHECK (role IN ('user', 'operator', 'system'));
ALTER TABLE channel
    DROP CONSTRAINT channel_type_check,
    ADD CONSTRAINT channel_type_check CHECK (type IN ('email', 'sms', 'voice', 'push', 'webhook', 'heartbeat')) NOT VALID;
ALTER TABLE delivery
    DROP CONSTRAINT delivery_channel_check,
    ADD CONSTRAINT delivery_channel_check CHECK (channel IN ('email', 'sms', 'voice', 'push', 'webhook', 'heartbeat')) NOT VALID;

INSERT INTO person (id, email, name, role, password_hash)
VALUES ('00000000-0000-5000-8000-6d6179646179', 'heartbeat', 'Heartbeat', 'system', 'none');
INSERT INTO contact (id, person_id, name)
VALUES ('00000000-0000-5000-8000-6d6179646180', '00000000-0000-5000-8000-6d6179646179', 'Sink');
INSERT INTO channel (id, contact_id, type, address, state)
VALUES ('00000000-0000-5000-8000-6d6179646181', '00000000-0000-5000-8000-6d6179646180', 'heartbeat', 'sink', 'verified');

CREATE INDEX delivery_heartbeat ON delivery (delivered_at) WHERE channel = 'heartbeat';
