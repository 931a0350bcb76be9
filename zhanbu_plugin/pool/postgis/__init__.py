"""The pool's engine for a schema of a PostgreSQL/PostGIS database: everything that knows psycopg2 stays here."""
