"""Where references lead. Resolved once all targets are known, never guessed page by page.

In a dated page (minutes, a post) an unpinned `[SLI 4.2]` means the edition in force on that date;
in an undated page the edition in force today. `SLI/1 4.2` is pinned. A plain mention inside an
edition means that edition.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from concordat import addresses
from concordat.addresses import labels, number_key
from concordat.dates import in_words
from concordat.findings import Finding, Location, Rule, did_you_mean, error, warning
from concordat.index import Edition, Index
from concordat.model.forms import EditionStatus
from concordat.model.records import (
    ClausesFile,
    EditionFile,
    EventFile,
    MeetingFile,
    Mention,
    PageFile,
    PostFile,
    Relation,
    SignaturesFile,
)

REFERENCE_UNKNOWN = error("reference-unknown", "A reference that leads nowhere")
REFERENCE_AMBIGUOUS = error("reference-ambiguous", "A reference that leads to two places")
REFERENCE_KIND = error("reference-kind", "A detail that names the wrong kind of thing")
REFERENCE_SUPERSEDED = warning(
    "reference-superseded", "An undated page that cites an edition which is no longer in force"
)

_WANTED = {
    Relation.AMENDS: ("clause", "a clause such as SLI 4.2", "Amends"),
    Relation.SUPERSEDES: ("D", "a decision such as DCS 2016-10-07 D2", "Supersedes"),
    Relation.FOLLOWS_FROM: ("D", "a decision such as D2", "From"),
    Relation.ADOPTED_BY: ("D", "a decision such as DCS 2016-10-07 D2", "adopted_by"),
    Relation.CARRIES_CHANGE: ("D", "a decision such as DCS 2016-10-07 D2", "carries"),
    Relation.CORRECTED_BY: ("D", "a decision such as DCS 2016-10-07 D2", "decision"),
    Relation.REPEALED_BY: ("D", "a decision such as DCS 2016-10-07 D2", "repealed"),
    Relation.CARRIES: ("A", "an action such as DCS 2016-10-07 A3", "Carries"),
    Relation.CLOSES: ("A", "an action such as DCS 2016-10-07 A3", "closes"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention, and where it leads. `source` and `target` are full addresses; a page has none."""

    path: str
    line: int
    column: int
    text: str
    relation: Relation
    source: str
    target: str
    bracketed: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    """The page that a reference stands in."""

    path: str
    day: date | None
    name: str  # the page's own address, "" for a post or a page
    meeting: MeetingFile | None = None
    edition: Edition | None = None


class _Nowhere(Exception):
    """A reference that cannot be resolved: the rule that says so, one fact, and the next step."""

    def __init__(self, rule: Rule, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


def resolve(index: Index) -> tuple[list[Reference], list[Finding]]:
    """Resolve every mention of every page. Returns references and findings, in the order of pages."""
    references: list[Reference] = []
    findings: list[Finding] = []
    for context, mentions, sources in _pages(index):
        for mention in mentions:
            source = sources(mention.line)
            try:
                target, warned = _target(index, mention, context)
            except _Nowhere as nowhere:
                place = Location(context.path, mention.line, mention.column)
                findings.append(nowhere.rule.at(place, nowhere.message, nowhere.hint, subject=source))
                continue
            if target:
                references.append(
                    Reference(
                        context.path,
                        mention.line,
                        mention.column,
                        mention.text,
                        mention.relation,
                        source,
                        target,
                        mention.bracketed,
                        mention.plain,
                    )
                )
            findings += warned
    return references, findings


def _pages(index: Index) -> Iterator[tuple[_Context, tuple[Mention, ...], _Sources]]:
    editions = {edition.path: edition for edition in index.editions()}
    signed = {id(edition.signatures_file): edition.address for edition in editions.values()}
    for part in index.parts:
        if isinstance(part, MeetingFile):
            name = str(part.address)
            context = _Context(part.document.path, part.front.day, name, meeting=part)
            yield context, part.document.mentions, _Sources(name, _spans_of_meeting(part))
        elif isinstance(part, EditionFile) and (edition := editions.get(part.document.path)):
            context = _Context(edition.path, None, edition.address, edition=edition)
            spans = [(clause.line, 0, clause.number) for clause in edition.clauses]
            yield context, part.document.mentions, _Sources(edition.address, spans)
        elif isinstance(part, PostFile):
            context = _Context(part.document.path, part.front.day.created, "")
            yield context, part.document.mentions, _Sources("", [])
        elif isinstance(part, EventFile):
            yield _Context(part.document.path, part.front.day, ""), part.document.mentions, _Sources("", [])
        elif isinstance(part, SignaturesFile):
            name = signed.get(id(part), "")
            yield _Context(part.document.path, None, name), part.document.mentions, _Sources(name, [])
        elif isinstance(part, PageFile | ClausesFile):
            yield _Context(part.document.path, None, ""), part.document.mentions, _Sources("", [])


def _spans_of_meeting(meeting: MeetingFile) -> list[tuple[int, int, str]]:
    spans = [(item.line, 0, f"item {item.number}") for item in meeting.items]
    spans += [(entry.line, entry.end_line, entry.number) for entry in meeting.entries]
    return sorted(spans)


class _Sources:
    """Gives the address of the clause, item, decision or action that a line belongs to."""

    def __init__(self, name: str, spans: list[tuple[int, int, str]]) -> None:
        self.name, self.spans = name, spans
        self.starts = [start for start, _, _ in spans]
        self.around = list(accumulate(spans, lambda item, span: item if span[1] else span[2], initial=""))

    def __call__(self, line: int) -> str:
        """Return the address of what stands on a line; the page's own where nothing smaller does."""
        at = bisect_right(self.starts, line)
        _, end, number = self.spans[at - 1] if at else (0, 0, "")
        found = number if line <= end else self.around[at]
        return f"{self.name} {found}" if found else self.name


def _target(index: Index, mention: Mention, context: _Context) -> tuple[str, list[Finding]]:
    """Return a mention's full target, "" where it is no reference after all, and warnings."""
    citation = mention.citation
    if mention.plain and context.edition is not None:
        return _plain(mention, context.edition), []
    if isinstance(citation, addresses.Unread):
        return _unread(index, citation), []
    if isinstance(citation, addresses.Local):
        target = _local(index, citation, context)
        _check_kind(mention.relation, citation.entry[0], str(citation))
        return target, []
    if isinstance(citation, addresses.Meeting):
        _check_kind(mention.relation, citation.entry[:1], str(citation))
        return _meeting(index, citation), []
    _check_kind(mention.relation, "clause" if citation.number else "agreement", str(citation))
    return _clause(index, mention, citation, context)


def _unread(index: Index, citation: addresses.Unread) -> str:
    """Return "" for brackets that name nothing here; what begins with a known name is a mistake."""
    rests = [citation.text.removeprefix(name) for name in (*index.agreements, *index.bodies)]
    if not any(rest != citation.text and rest[0] not in "-" and not rest[0].isalpha() for rest in rests):
        return ""
    message = f"'{citation}' begins like a reference, but cannot be read as one"
    hint = "write it as 'SLI 4.2(a)', 'SLI/1 4.2' or 'DCS 2016-10-07 D2', or '\\[' where none is meant"
    raise _Nowhere(REFERENCE_UNKNOWN, message, hint)


def _check_kind(relation: Relation, kind: str, shown: str) -> None:
    wanted = _WANTED.get(relation)
    if wanted is not None and wanted[0] != kind:
        message = f"'{shown}' is not what '{wanted[2]}' wants"
        raise _Nowhere(REFERENCE_KIND, message, f"name {wanted[1]}")


def _plain(mention: Mention, edition: Edition) -> str:
    parts = labels(mention.text)
    prefixes = [mention.within[:end] for end in range(len(mention.within), 0, -1)]
    if not mention.text.startswith("("):
        prefixes.insert(0, ())
    for prefix in prefixes:
        key = ".".join((*prefix, *parts))
        if key in edition.by_key:
            return _existing(edition, key, mention.text)
    message = f"'{mention.text}' is mentioned, which edition {edition.name} does not have"
    hint = _near_clause(edition, mention.text)
    where = " Where" if hint.endswith("?") else "; where"
    raise _Nowhere(
        REFERENCE_UNKNOWN, message, f"{hint}{where} another text is meant, name it: 'of the … Act'"
    )


def _existing(edition: Edition, key: str, shown: str) -> str:
    clause = edition.clauses[edition.by_key[key]]
    if key in edition.repeated:
        message = f"'{shown}' leads to two clauses of edition {edition.name}"
        raise _Nowhere(REFERENCE_AMBIGUOUS, message, "give each of these clauses its own number")
    return edition.clause_address(clause)


def _near_clause(edition: Edition, number: str, prefix: str = "") -> str:
    """Return a hint with the nearest clause: the last of its siblings, else the most alike."""
    wanted = labels(number)
    for end in range(len(wanted) - 1, 0, -1):
        parent = ".".join(wanted[:end])
        if parent in edition.by_key:
            siblings = [c for c in edition.clauses if c.level == end + 1 and c.key.startswith(f"{parent}.")]
            if siblings:
                last = siblings[-1].number
                return f"edition {edition.name} ends at {last} there; did you mean '{prefix}{last}'?"
            return f"did you mean '{prefix}{edition.clauses[edition.by_key[parent]].number}'?"
    known = [clause.number for clause in edition.clauses]
    ends = f"edition {edition.name} goes from {known[0]} to {known[-1]}" if known else "it has no clauses"
    return did_you_mean(number, known, ends)


def _local(index: Index, citation: addresses.Local, context: _Context) -> str:
    if context.meeting is None:
        message = f"'{citation}' names no meeting, and this page is no minutes"
        hint = f"write the whole address, such as DCS 2016-10-07 {citation}, or '\\[' for a plain bracket"
        raise _Nowhere(REFERENCE_UNKNOWN, message, hint)
    return _entry(index, context.meeting, citation.entry, str(citation))


def _meeting(index: Index, citation: addresses.Meeting) -> str:
    meeting = index.meeting(citation)
    if meeting is None:
        if index.bodies and citation.body not in index.bodies:
            message = f"'{citation}' names the body '{citation.body}', which bodies.yml does not have"
            raise _Nowhere(
                REFERENCE_UNKNOWN, message, did_you_mean(citation.body, index.bodies, "add the body there")
            )
        days = [str(held.address) for held in index.meetings_of(citation.body)]
        message = f"there are no minutes of '{citation.meeting}'"
        raise _Nowhere(
            REFERENCE_UNKNOWN, message, did_you_mean(str(citation.meeting), days, "correct the date")
        )
    return _entry(index, meeting, citation.entry, str(citation)) if citation.entry else str(citation)


def _entry(index: Index, meeting: MeetingFile, entry: str, shown: str) -> str:
    counts = index.entry_counts[meeting.document.path]
    if entry not in counts:
        known = [name for name in counts if name[0] == entry[0]]
        message = f"'{shown}' names {entry}, which the minutes of {meeting.address} do not have"
        kind = {"D": "decisions", "A": "actions", "i": "items"}[entry[0]]
        hint = f"they end at {known[-1]}" if known else f"they have no {kind}"
        raise _Nowhere(REFERENCE_UNKNOWN, message, hint)
    if counts[entry] > 1:
        message = f"'{shown}' leads to two places in the minutes of {meeting.address}"
        raise _Nowhere(REFERENCE_AMBIGUOUS, message, "give each its own number")
    return f"{meeting.address} {entry}"


def _clause(
    index: Index, mention: Mention, citation: addresses.Clause, context: _Context
) -> tuple[str, list[Finding]]:
    agreement = index.agreements.get(citation.agreement)
    if agreement is None:
        if not citation.edition and not citation.number:
            return "", []  # letters in brackets that name nothing here
        message = f"'{citation}' names the agreement '{citation.agreement}', which the record does not have"
        hint = did_you_mean(citation.agreement, index.agreements, "write '\\[' where no reference is meant")
        raise _Nowhere(REFERENCE_UNKNOWN, message, hint)
    if not citation.edition and not citation.number:
        return citation.agreement, []
    if citation.edition:
        named = agreement.edition(citation.edition)
        if named is None:
            names = [edition.name for edition in agreement.editions]
            message = (
                f"'{citation}' names edition {citation.edition}, which {citation.agreement} does not have"
            )
            raise _Nowhere(REFERENCE_UNKNOWN, message, f"its editions are {', '.join(names) or 'none'}")
        edition = named
    else:
        edition = _edition_in_force(index, citation, context)
    target = edition.address
    if citation.number:
        key = number_key(citation.number)
        if key not in edition.by_key:
            message = f"'{citation}' names a clause that edition {edition.name} does not have"
            hint = _near_clause(edition, citation.number, f"{_name(citation)} ")
            raise _Nowhere(REFERENCE_UNKNOWN, message, hint)
        target = _existing(edition, key, str(citation))
    return target, _warn_superseded(index, mention, citation, edition, context)


def _name(citation: addresses.Clause) -> str:
    return str(addresses.Clause(citation.agreement, citation.edition))


def _edition_in_force(index: Index, citation: addresses.Clause, context: _Context) -> Edition:
    day = context.day or index.today
    found = index.agreements[citation.agreement].in_force_on(day)
    if len(found) > 1:
        names = " and ".join(edition.name for edition in found)
        message = f"'{citation}' leads to editions {names}, both in force on {in_words(day)}"
        hint = f"correct the dates of one edition, or name the edition: {found[0].address}"
        raise _Nowhere(REFERENCE_AMBIGUOUS, message, hint)
    if not found:
        message = f"'{citation}' names no edition, and none was in force on {in_words(day)}"
        hint = f"name the edition, such as {citation.agreement}/1 {citation.number}".rstrip()
        raise _Nowhere(REFERENCE_UNKNOWN, message, hint)
    return found[0]


def _warn_superseded(
    index: Index, mention: Mention, citation: addresses.Clause, edition: Edition, context: _Context
) -> list[Finding]:
    superseded = edition.file.front.status is EditionStatus.SUPERSEDED
    if not (superseded and citation.edition and context.day is None and context.edition is None):
        return []
    current = index.in_force(citation.agreement, index.today)
    today = f"; edition {current.name} is in force" if current else ""
    message = f"'{citation}' is a clause of a superseded edition{today}"
    if not citation.number:
        message = f"'{citation}' is a superseded edition{today}"
    unpinned = f"{citation.agreement} {citation.number}".rstrip()
    hint = f"write '{unpinned}' for the text in force" if current else "no text is in force; take it out"
    place = Location(context.path, mention.line, mention.column)
    return [REFERENCE_SUPERSEDED.at(place, message, hint)]
