"""What is kept on file of parcels and matters: evidence, form records, links."""
