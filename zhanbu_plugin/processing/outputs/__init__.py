"""What algorithms leave: layers, tables and files, whole or not at all."""
