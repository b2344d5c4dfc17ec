"""Bringing in what was written elsewhere: pandoc's reading of a file becomes a draft and a list.

Nothing is guessed: what cannot be placed stays in the draft as it was, or is named in the list.
"""
