-- Not even a letter that still waits is sent to a number that answered STOP.
CREATE OR REPLACE VIEW wanted_delivery AS
    SELECT d.id
    FROM delivery d
    LEFT JOIN alert a ON a.id = d.alert_id
    LEFT JOIN channel ch ON ch.id = d.channel_id
    LEFT JOIN contact c ON c.id = d.contact_id
    WHERE CASE
        WHEN d.alert_id IS NULL THEN d.channel <> 'sms' OR NOT EXISTS (SELECT FROM sms_stop s WHERE s.number = d.address)
        WHEN d.purpose = 'alert-ended' THEN ch.state IS DISTINCT FROM 'opted-out' AND c.declined_at IS NULL
        ELSE (d.contact_id IS NULL
              OR ch.state <> 'opted-out' AND EXISTS (SELECT FROM standing_channel s WHERE s.id = d.channel_id))
            AND CASE d.purpose
                WHEN 'alert-acknowledged' THEN a.state = 'ACKNOWLEDGED' AND d.round = a.round
                    AND EXISTS (SELECT FROM response r
                                WHERE r.alert_id = d.alert_id AND r.contact_id IS DISTINCT FROM d.contact_id
                                  AND r.kind = 'acknowledged')
                    AND NOT EXISTS (SELECT FROM response r
                                    WHERE r.alert_id = d.alert_id AND r.contact_id = d.contact_id AND r.kind = 'declined')
                WHEN 'acknowledgement-reminder' THEN a.state = 'ACKNOWLEDGED'
                    AND EXISTS (SELECT FROM response r
                                WHERE r.alert_id = d.alert_id AND r.contact_id = d.contact_id AND r.kind = 'acknowledged'
                                  AND r.at <= d.created_at)
                WHEN 'expiry-warning' THEN a.ended_at IS NULL
                ELSE a.state = 'ACTIVE' AND d.round = a.round
                    AND NOT EXISTS (SELECT FROM response r
                                    WHERE r.alert_id = d.alert_id AND r.contact_id = d.contact_id AND r.kind = 'declined')
            END
    END;
