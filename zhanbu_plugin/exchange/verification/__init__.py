"""A submission package read again and compared with itself (复核)."""
