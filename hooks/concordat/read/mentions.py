"""Plain mentions in signed text: "clause 4.2", "clauses 4.1 to 4.3 and 6", "Section 9(b)(i)".

Signed text stays free of markup, so its references to itself are read from its words. A mention
of another instrument ("section 47 of the Children Act 1989", "clause 3 of the contract") is left
alone, and so is what the agreement lists as one ("section 47 enquiries").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from concordat import addresses
from concordat.model.mentions import Mention
from concordat.model.records import Clause
from concordat.read.prose import MASK, Prose

_WHOLE = r"(?:[1-9]\d{0,2}|[A-Z])(?:\.[1-9]\d{0,2})*"
_PART = r"\((?:[a-z]{1,7}|[A-Z]{1,4}|[1-9]\d?)\)"
_NUMBER = rf"(?:{_WHOLE}(?:{_PART})*|(?:{_PART})+)(?![\w(]|\.\d)"
_AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and/or|and|or|to|through)\s+|\s*[–—-]\s*|\s*&\s*)"
_UNIT = r"(?:[Ss]ub-?)?(?:[Cc]lause|[Ss]ection|[Pp]aragraph|[Aa]rticle)"
_MENTION = re.compile(rf"\b{_UNIT}(?P<plural>s?)\s+(?P<list>{_NUMBER}(?:{_AND}{_NUMBER})*)")
_EACH = re.compile(_NUMBER)
_LAW = r"(?:Acts?|Regulations?|Order|Rules|Code|Directive|Protocol|Convention)"
_OTHER = rf"(?:{_LAW}|Schedule|Annex|Appendix|Part)"
_OWN = (
    rf"(?:(?:this|these)\s+(?!(?i:{_OTHER}|contract)\b)"
    r"|the\s+(?:(?:same|present)\s+)?(?i:agreement|memorandum|edition|text|document|terms)\b)"
)
_ELSEWHERE_AFTER = re.compile(
    r"(?:\s*,)?\s*(?:"
    rf"of\s+(?!{_OWN})(?:(?:the|that|this|an?|any|another|each|every|its|their|our|your)\s"
    rf"|(?!{_UNIT}s?\s)[A-Z{MASK}])"
    rf"|(?:in|under|to|from)\s+(?:the\s+)?(?:[A-Z][\w’']*\s+)*{_OTHER}\b"
    rf"|(?:[A-Z][\w’']*\s+){{1,6}}{_LAW}\b)"
)
_ELSEWHERE_BEFORE = re.compile(rf"\b(?:{_LAW}|Schedule\s+\w+)(?:\s+\d{{4}})?[\s,(]*$")
_OF_CLAUSE = re.compile(rf"\s+of\s+{_UNIT}\s+(?P<parent>{_WHOLE}(?:{_PART})*)(?![\w(]|\.\d)")
_SEEN = 60
"""How many characters after a mention are kept, for the names of other instruments."""
_LINKED = re.compile(r"\[[^\[\]]*\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)|\[[^\[\]]*\])?|<[^<>\s][^<>]*>")


def plain_mentions(prose: Prose, clauses: tuple[Clause, ...]) -> list[Mention]:
    """Return the plain mentions of a text; each number of a list is a mention of its own."""
    masked = _LINKED.sub(lambda link: MASK * len(link[0]), prose.masked)
    starts = [clause.line for clause in clauses]
    found = []
    for match, of_clause in _own(masked):
        words = _seen(masked, match)
        for number in _EACH.finditer(masked, match.start("list"), match.end("list")):
            if number.start() > match.start("list") and not match["plural"] and number[0].isdigit():
                break  # "clause 4 and 15 councils"
            line, column = prose.place(number.start())
            index = bisect_right(starts, line) - 1
            parent = of_clause["parent"] if of_clause else clauses[index].number if index >= 0 else ""
            within = addresses.labels(parent)
            found.append(Mention(number[0], line, column, plain=True, within=within, words=words))
    return found


def _seen(text: str, match: re.Match[str]) -> str:
    """Return the words of a mention, and some that follow."""
    return " ".join(text[match.start() : match.end() + _SEEN].split())


def names_another(words: str, instruments: Iterable[str]) -> bool:
    """Tell whether a plain mention's words begin with one of the phrases for other instruments."""
    return any(
        re.match(rf"{re.escape(' '.join(phrase.split()))}(?!\w|\.\d)", words, re.IGNORECASE)
        for phrase in instruments
    )


def _own(text: str) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Yield the mentions of the text itself, each with its "of clause 4.2", where it has one."""
    for match in _MENTION.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        of_clause = _OF_CLAUSE.match(text, match.end())  # "paragraph (b) of clause 4.2"
        end = of_clause.end() if of_clause else match.end()
        if not (_ELSEWHERE_AFTER.match(text, end) or _ELSEWHERE_BEFORE.search(before)):
            yield match, of_clause


def without_numbers(words: str, others: Sequence[str] = ()) -> str:
    """Return words in which the numbers of clauses mentioned are `#`: what is left if only they change.

    `others` are the phrases whose number is another instrument's: it stays.
    """
    cuts: set[tuple[int, int]] = set()
    for match, of_clause in _own(words):
        if names_another(_seen(words, match), others):
            continue
        cuts |= {each.span() for each in _EACH.finditer(words, match.start("list"), match.end("list"))}
        cuts |= {of_clause.span("parent")} if of_clause else set()
    for start, end in sorted(cuts, reverse=True):
        words = f"{words[:start]}#{words[end:]}"
    return words
