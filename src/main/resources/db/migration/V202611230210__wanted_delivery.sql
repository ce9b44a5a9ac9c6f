-- A delivery that may still go out. A letter always may; what tells of an alert only while nobody has answered it, to a contact
-- who still wants messages; the notice of an end to everyone who was told, also if the owner has removed them meanwhile.
CREATE VIEW wanted_delivery AS
    SELECT d.id
    FROM delivery d
    LEFT JOIN alert a ON a.id = d.alert_id
    LEFT JOIN channel ch ON ch.id = d.channel_id
    LEFT JOIN contact c ON c.id = d.contact_id
    WHERE CASE
        WHEN d.alert_id IS NULL THEN true
        WHEN d.purpose = 'alert-ended' THEN ch.state IS DISTINCT FROM 'opted-out' AND c.declined_at IS NULL
        WHEN d.contact_id IS NULL THEN a.state = 'ACTIVE'
        ELSE a.state = 'ACTIVE' AND ch.state <> 'opted-out'
            AND EXISTS (SELECT FROM standing_channel s WHERE s.id = d.channel_id)
            AND NOT EXISTS (SELECT FROM response r
                            WHERE r.alert_id = d.alert_id AND r.contact_id = d.contact_id AND r.kind = 'declined')
    END;
