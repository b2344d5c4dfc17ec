"""Concordat: a region's agreements, minutes and decisions as a checked, citable record."""

__version__ = "0.1.0"
