-- Where the nightly load puts its tables, which it creates itself.
CREATE SCHEMA IF NOT EXISTS tapeline
