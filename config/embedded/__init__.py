"""The embedded Postgres, for trying Lectern and for its tests: `docs/decisions/0002-embedded-postgres.md`."""
