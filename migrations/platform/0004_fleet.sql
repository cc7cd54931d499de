-- Who starts asks whether the platform's own tables are what its version needs.
GRANT SELECT ON platform.schema_migration TO lianpiao_directory;
