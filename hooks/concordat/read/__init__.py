"""Readers: text in, parts of the record and findings out. They touch no file, clock or network."""
