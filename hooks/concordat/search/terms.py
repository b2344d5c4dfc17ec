"""From text to the terms that it is found by.

`docs/assets/javascripts/search.js` makes the same terms of what a reader asks for; a test holds the
two together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from concordat.dates import MONTHS

_MONTH = {month.casefold(): f"{number:02}" for number, month in enumerate(MONTHS, start=1)}
_NAMES = "|".join(_MONTH)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({_NAMES}) ([1-9]\d{{3}})\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/([1-9]\d{3})\b")
_MONTHLY = re.compile(rf"\b({_NAMES}) ([1-9]\d{{3}})\b")
_APOSTROPHES = re.compile("['’]s?\\b")
_SPACED = re.compile(r"(?<=\d) (?=\([0-9a-z]{1,5}\))")  # "4.2 (a)"
_TERM = re.compile(
    r"\d{4}-\d\d(?:-\d\d)?(?!\d)"  # 2016-12-09, 2016-12
    r"|\d+(?:\.\d+)*(?:\([0-9a-z]{1,5}\))+|\d+(?:\.\d+)+"  # 4.2(a), 4.2
    r"|[a-z]+/\d+|[0-9a-z]+"  # sli/2, words
)
_SIBILANT = re.compile(r"(?:ss|x|ch|sh)es$")


def fold(text: str) -> str:
    """Return a text in lower case, without accents, and with its dates in the form 2016-12-09."""
    plain = text.casefold()
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in marked if not unicodedata.combining(sign))
    plain = " ".join(plain.split())
    if "'" in plain or "’" in plain:
        plain = _APOSTROPHES.sub("", plain)
    if not any(digit in plain for digit in "0123456789"):
        return plain
    plain = _DAY.sub(lambda found: f"{found[3]}-{_MONTH[found[2]]}-{int(found[1]):02}", plain)
    plain = _SLASHED.sub(lambda found: f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}", plain)
    plain = _MONTHLY.sub(lambda found: f"{found[2]}-{_MONTH[found[1]]}", plain)
    return _SPACED.sub("", plain)


def terms(text: str) -> list[str]:
    """Return the terms of a text, in their order: words in the singular, numbers, clauses, dates.

    >>> terms("Clauses 4.2 (a) of 7 October 2016")
    ['clause', '4.2(a)', 'of', '2016-10-07']
    """
    return [singular(term) for term in _TERM.findall(fold(text))]


@cache
def singular(word: str) -> str:
    """Return a word without the ending of a plural, roughly: the same for both forms is enough."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if _SIBILANT.search(word) else word[:-1]
