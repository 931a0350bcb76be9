"""Dividing candidates in a working copy: by a line, by a drawn part, by what the rules exclude (分割图斑)."""
