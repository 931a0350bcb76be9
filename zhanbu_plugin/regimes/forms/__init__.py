"""What people answer and hand in: forms, answers and kinds of evidence, as data."""
