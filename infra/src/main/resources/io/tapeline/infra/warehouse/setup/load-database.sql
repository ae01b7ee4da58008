-- The load says CREATE SCHEMA IF NOT EXISTS, which asks for this even where the schema is.
GRANT CREATE, TEMPORARY ON DATABASE ${Database} TO GROUP tapeline_load
