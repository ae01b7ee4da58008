-- There is no CREATE GROUP IF NOT EXISTS.
CREATE OR REPLACE PROCEDURE tapeline.ensure_group(wanted VARCHAR(128)) AS $$
DECLARE
  present INTEGER;
BEGIN
  SELECT INTO present COUNT(*) FROM pg_group WHERE groname = wanted;
  IF present = 0 THEN
    EXECUTE 'CREATE GROUP ' || quote_ident(wanted);
  END IF;
END;
$$ LANGUAGE plpgsql
