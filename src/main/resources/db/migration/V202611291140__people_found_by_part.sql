-- An operator looks for people by a part of their name or address: by its letters, three at a time. The extension is a trusted one:
-- whoever owns the database may have it; whose database lacks it finds people all the same, by reading all of them. Making the
-- index holds up changes of accounts, and those alone.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX person_part ON person USING gin (lower(email) gin_trgm_ops, lower(name) gin_trgm_ops);
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE WARNING 'without pg_trgm an operator''s search for people reads all of them';
END
$$;
