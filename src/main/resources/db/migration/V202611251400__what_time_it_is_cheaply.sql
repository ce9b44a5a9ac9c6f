-- In SQL this function's body was planned anew in each statement that called it, which took longer than most of them;
-- PL/pgSQL keeps the plan for the session.
CREATE OR REPLACE FUNCTION mayday_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN date_trunc('milliseconds', clock_timestamp() + (SELECT shift FROM clock_shift));
END
$$;
