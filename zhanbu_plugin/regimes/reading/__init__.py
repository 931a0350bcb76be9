"""Reading rule sets: file, line and everything that is wrong are named."""
