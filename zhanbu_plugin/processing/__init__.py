"""The batch face: the ``zhanbu`` provider, one algorithm class per file."""
