"""Settings and details in the wrong form: dates in figures, quotation marks and dashes out of Word."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from concordat.dates import DateError, in_words, parse_date, readings
from concordat.findings import Finding
from concordat.mending.page import Page
from concordat.read.pages import FILE_NAME
from concordat.read.wrong import VALUE_TYPE

_VALUE = re.compile(r"(?P<key>[\s>]*(?:- )?[A-Za-z_]+:[ \t]*)(?P<value>\S.*?)(?P<end>[ \t]*)$")
_CURLY = re.compile(r"[“”„]([^“”„\"]*)[“”„]|[‘’]([^‘’'\"]*)[‘’]")
_DASHES = re.compile("(?<=\\d)[\u2010-\u2015\u2212](?=\\d)")  # all that Word makes of a hyphen


def mend_values(page: Page, findings: Iterable[Finding], *, day_first: bool) -> Iterator[str]:
    """Mend the values that findings of a page are about; yield what is left, and why."""
    for finding in findings:
        number = finding.location.line
        if finding.rule not in (VALUE_TYPE.id, FILE_NAME.id) or number > len(page.lines):
            continue
        match = _VALUE.fullmatch(page.line(number))
        if match is None:
            continue
        value = _CURLY.sub(lambda quoted: f'"{quoted[1] or quoted[2]}"', match["value"])
        value = _DASHES.sub("-", value)
        bare = value.strip("\"'")
        days = [] if _is_date(bare) else readings(bare)
        named = [day for day in days if day.isoformat() == posixpath.basename(page.path)[:10]]
        if len(days) == 2 and not named and not day_first:
            first, second = map(in_words, days)
            yield (
                f"{finding.location}: '{bare}' can be {first} or {second}; "
                "write the one that is meant, or add --day-first if days come first everywhere"
            )
        elif days:
            value = (named or days)[0].isoformat()
        page.change(number, f"{match['key']}{value}{match['end']}")


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except DateError:
        return False
    return True
