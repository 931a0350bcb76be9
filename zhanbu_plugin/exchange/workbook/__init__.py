"""XLSX workbooks, written byte for byte the same and read back strictly."""
