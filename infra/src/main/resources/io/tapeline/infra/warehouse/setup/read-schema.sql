GRANT USAGE ON SCHEMA tapeline TO GROUP tapeline_read
