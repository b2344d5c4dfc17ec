"""Mechanical repairs: what has one answer only is put right, the rest is left and said.

Signed texts, texts open for signature and approved minutes are never touched.
"""

from __future__ import annotations

from concordat.mending.mend import Mended, mend

__all__ = ["Mended", "mend"]
