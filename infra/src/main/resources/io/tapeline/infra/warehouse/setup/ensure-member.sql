-- A user without a password, as whom an IAM role connects, and its group. There is no CREATE USER IF NOT EXISTS.
-- Redshift may fold a name, even a quoted one, to lower case.
CREATE OR REPLACE PROCEDURE tapeline.ensure_member(wanted VARCHAR(128), its_group VARCHAR(128)) AS $$
DECLARE
  present INTEGER;
BEGIN
  SELECT INTO present COUNT(*) FROM pg_user WHERE LOWER(usename) = LOWER(wanted);
  IF present = 0 THEN
    EXECUTE 'CREATE USER ' || quote_ident(wanted) || ' PASSWORD DISABLE';
  END IF;
  SELECT INTO present COUNT(*) FROM pg_user u, pg_group g
    WHERE LOWER(u.usename) = LOWER(wanted) AND g.groname = its_group AND u.usesysid = ANY (g.grolist);
  IF present = 0 THEN
    EXECUTE 'ALTER GROUP ' || quote_ident(its_group) || ' ADD USER ' || quote_ident(wanted);
  END IF;
END;
$$ LANGUAGE plpgsql
