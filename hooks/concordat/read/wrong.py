"""What can be wrong with a value, in settings and in the details of an entry alike."""

from __future__ import annotations

from concordat.findings import error

VALUE_TYPE = error("value-type", "A value of the wrong kind")
DATE_IMPOSSIBLE = error("date-impossible", "A date that no calendar has")
