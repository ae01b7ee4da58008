-- Those that the load is yet to create.
ALTER DEFAULT PRIVILEGES FOR USER "IAMR:${Member}" IN SCHEMA tapeline GRANT SELECT ON TABLES TO GROUP tapeline_read
