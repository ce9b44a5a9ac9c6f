-- Whose sessions: for the export of an account, and for the removal of one.
CREATE INDEX session_of_person ON session (person_id);

-- Makes the tables of these days (UTC) that are missing. A day of which fixes lie in fix_rest already stays there: nothing is
-- moved. Attached, not created as a partition, so that who writes and reads the others' tables goes on; what can't be had within
-- two seconds is left to the next time. One at a time, whichever node.
CREATE FUNCTION make_fix_days(earliest date, latest date) RETURNS integer LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    day  date;
    part text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('mayday.fix-days'));
    FOR day IN SELECT CAST(generate_series(earliest, latest, interval '1 day') AS date) LOOP
        part := 'fix_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(part) IS NOT NULL
            OR EXISTS (SELECT FROM fix_rest WHERE at >= CAST(day AS timestamp) AT TIME ZONE 'UTC' AND at < CAST(day + 1 AS timestamp) AT TIME ZONE 'UTC');
        EXECUTE format('CREATE TABLE %I (LIKE fix INCLUDING ALL)', part);
        EXECUTE format('ALTER TABLE fix ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part,
                       CAST(day AS timestamp) AT TIME ZONE 'UTC', CAST(day + 1 AS timestamp) AT TIME ZONE 'UTC');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;

-- Drops the tables of all days that ended by then, whole.
CREATE FUNCTION drop_fix_days(before timestamptz) RETURNS integer LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    part    text;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('mayday.fix-days'));
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = CAST('fix' AS regclass) AND c.relname ~ '^fix_[0-9]{8}$'
          AND CAST(to_date(substr(c.relname, 5), 'YYYYMMDD') + 1 AS timestamp) AT TIME ZONE 'UTC' <= before
        ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

SELECT make_fix_days(CAST((mayday_now() AT TIME ZONE 'UTC') AS date), CAST((mayday_now() AT TIME ZONE 'UTC') AS date) + 7);

-- What has been kept long enough.
CREATE INDEX alert_over ON alert (coalesce(owner_ended_at, ended_at)) WHERE ended_at IS NOT NULL;
