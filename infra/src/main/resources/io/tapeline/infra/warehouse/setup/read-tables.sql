-- Those that there are.
GRANT SELECT ON ALL TABLES IN SCHEMA tapeline TO GROUP tapeline_read
