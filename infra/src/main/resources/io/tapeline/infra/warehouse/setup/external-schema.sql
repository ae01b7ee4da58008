-- The lake's tables, read where they are.
CREATE EXTERNAL SCHEMA IF NOT EXISTS ${ExternalSchema} FROM DATA CATALOG DATABASE '${GlueDatabase}' REGION '${Region}' IAM_ROLE '${ExternalRole}'
