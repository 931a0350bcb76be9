"""The pool's engine for one GeoPackage file: everything that knows SQLite stays in this folder."""
