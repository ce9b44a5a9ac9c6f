-- Whether an app's manual report is a call for help is the owner's choice for each device; off for those that are there.
ALTER TABLE device ADD COLUMN manual_alarm boolean NOT NULL DEFAULT false;

-- The last alarm of each device that can't name its alerts: what comes again within a minute is the same one.
CREATE TABLE device_alarm (
    device_id       uuid PRIMARY KEY REFERENCES device ON DELETE CASCADE,
    client_alert_id uuid NOT NULL,
    pressed_from    timestamptz(3) NOT NULL,
    pressed_until   timestamptz(3) NOT NULL,
    received_at     timestamptz(3) NOT NULL
);
