-- An operator looks for people by a part of their name or address: by its letters, three at a time. The extension is a trusted one:
-- whoever owns the database may have it. Making the index holds up changes of accounts, and those alone.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX person_part ON person USING gin (lower(email) gin_trgm_ops, lower(name) gin_trgm_ops);
