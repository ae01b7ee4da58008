GRANT USAGE, CREATE ON SCHEMA tapeline TO GROUP tapeline_load
