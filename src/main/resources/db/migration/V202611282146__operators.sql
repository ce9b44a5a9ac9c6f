-- What operators did. `subject_id`: whose data it was about; `target`: which thing. Nothing refers to a person's row, for it stays
-- when an account goes; so it holds ids, and no names or addresses.
CREATE TABLE audit_entry (
    id         uuid PRIMARY KEY,
    at         timestamptz(3) NOT NULL,
    actor_id   uuid NOT NULL,
    action     text NOT NULL,
    subject_id uuid,
    target     text,
    reason     text CHECK (length(reason) <= 500)
);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, id);
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, id);
CREATE INDEX audit_entry_at ON audit_entry (at);

-- Append-only, for our own statements too: what is to be forgotten must be old, and its transaction must say that this is meant.
CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('mayday.forgets_audit', true) = 'on' AND OLD.at < mayday_now() - interval '30 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION keep_audit_entry();
CREATE TRIGGER audit_entries_are_kept BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entry();

-- Until when an operator may read where the person of an alert is.
CREATE TABLE broken_glass (
    alert_id    uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    operator_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    until       timestamptz(3) NOT NULL,
    PRIMARY KEY (alert_id, operator_id)
);
CREATE INDEX broken_glass_operator ON broken_glass (operator_id);

-- Providers that an operator has switched off, or on again.
CREATE TABLE provider_switch (
    provider    text PRIMARY KEY,
    enabled     boolean NOT NULL,
    reason      text CHECK (length(reason) <= 500),
    switched_at timestamptz(3) NOT NULL
);

-- Dead letters that were sent to their topic once more.
CREATE TABLE replay (
    consumer      text NOT NULL,
    log_partition integer NOT NULL,
    log_offset    bigint NOT NULL,
    at            timestamptz(3) NOT NULL,
    PRIMARY KEY (consumer, log_partition, log_offset)
);

-- The newest first, of everybody.
CREATE INDEX delivery_newest ON delivery (created_at, id);
CREATE INDEX alert_drill ON alert (id) WHERE drill;
