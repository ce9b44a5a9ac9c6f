-- What the planner may know: nothing is searched by the other columns of these tables, and looking at them was most of what
-- looking at a table cost (a fifth of a second for half a million fixes, a tenth of that without them).
ALTER TABLE fix
    ALTER subject_id SET STATISTICS 20, ALTER at SET STATISTICS 20, ALTER person_id SET STATISTICS 20,
    ALTER installation SET STATISTICS 0, ALTER seq SET STATISTICS 0, ALTER received_at SET STATISTICS 0,
    ALTER lat SET STATISTICS 0, ALTER lon SET STATISTICS 0, ALTER accuracy SET STATISTICS 0, ALTER altitude SET STATISTICS 0,
    ALTER speed SET STATISTICS 0, ALTER heading SET STATISTICS 0, ALTER battery SET STATISTICS 0, ALTER network SET STATISTICS 0,
    ALTER source SET STATISTICS 0, ALTER log_partition SET STATISTICS 0, ALTER log_offset SET STATISTICS 0;
ALTER TABLE alert
    ALTER place SET STATISTICS 0, ALTER location SET STATISTICS 0, ALTER note SET STATISTICS 0, ALTER warnings SET STATISTICS 0;
ALTER TABLE alert_event ALTER guardian SET STATISTICS 0, ALTER owner SET STATISTICS 0;
ALTER TABLE outbox ALTER data SET STATISTICS 0;

-- Whenever a table was looked at, each connection plans anew what it asks of it. Under a crowd that was each minute for all of
-- these, one after the other: presses then waited a fifth of a second. A table that grows is looked at by FreshStatistics.
ALTER TABLE alert SET (autovacuum_analyze_threshold = 2000, autovacuum_analyze_scale_factor = 0.5);
ALTER TABLE alert_event SET (autovacuum_analyze_threshold = 2000, autovacuum_analyze_scale_factor = 0.5);
ALTER TABLE timeline SET (autovacuum_analyze_threshold = 2000, autovacuum_analyze_scale_factor = 0.5);
ALTER TABLE attempt SET (autovacuum_analyze_threshold = 2000, autovacuum_analyze_scale_factor = 0.5);
ALTER TABLE link SET (autovacuum_analyze_threshold = 2000, autovacuum_analyze_scale_factor = 0.5);
-- these are changed or emptied again and again
ALTER TABLE delivery SET (autovacuum_analyze_threshold = 20000, autovacuum_analyze_scale_factor = 0.5);
ALTER TABLE timer SET (autovacuum_analyze_threshold = 20000, autovacuum_analyze_scale_factor = 0.5);
ALTER TABLE outbox SET (autovacuum_analyze_threshold = 20000, autovacuum_analyze_scale_factor = 0.5);

-- As before, and with each day's table what is said of fix's columns above: it is not copied with the rest.
CREATE OR REPLACE FUNCTION make_fix_days(earliest date, latest date) RETURNS integer LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    day    date;
    part   text;
    looked record;
    made   integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('mayday.fix-days'));
    FOR day IN SELECT CAST(generate_series(earliest, latest, interval '1 day') AS date) LOOP
        part := 'fix_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(part) IS NOT NULL
            OR EXISTS (SELECT FROM fix_rest WHERE at >= CAST(day AS timestamp) AT TIME ZONE 'UTC' AND at < CAST(day + 1 AS timestamp) AT TIME ZONE 'UTC');
        EXECUTE format('CREATE TABLE %I (LIKE fix INCLUDING ALL)', part);
        FOR looked IN
            SELECT attname, attstattarget AS target FROM pg_attribute
            WHERE attrelid = CAST('fix' AS regclass) AND attnum > 0 AND NOT attisdropped AND attstattarget >= 0
        LOOP
            EXECUTE format('ALTER TABLE %I ALTER %I SET STATISTICS %s', part, looked.attname, looked.target);
        END LOOP;
        EXECUTE format('ALTER TABLE fix ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part,
                       CAST(day AS timestamp) AT TIME ZONE 'UTC', CAST(day + 1 AS timestamp) AT TIME ZONE 'UTC');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;
