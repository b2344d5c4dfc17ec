"""Frozen records: what editors write (`forms`) and what the readers make of it (`records`)."""
