"""How long work ends early."""


class Cancelled(Exception):
    """The user asked to stop."""
