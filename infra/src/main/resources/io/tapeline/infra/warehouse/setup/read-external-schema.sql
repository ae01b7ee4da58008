GRANT USAGE ON SCHEMA ${ExternalSchema} TO GROUP tapeline_read
