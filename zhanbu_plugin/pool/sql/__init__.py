"""The pool's questions and actions as SQL that every engine understands, over a session of one of them."""
