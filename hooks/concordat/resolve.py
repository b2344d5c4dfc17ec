"""Where references lead. Resolved once all targets are known, never guessed page by page.

In a dated page (minutes, a post) an unpinned `[SLI 4.2]` means the edition in force on that date;
in an undated page the edition in force today. `SLI/1 4.2` is pinned. A plain mention inside an
edition means that edition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from concordat import addresses
from concordat.addresses import labels, number_key
from concordat.citing import Context, pages_of
from concordat.dates import in_words
from concordat.findings import Finding, Location, Rule, did_you_mean, error, warning
from concordat.index import Edition, Index
from concordat.model.forms import EditionStatus
from concordat.model.mentions import Mention, Mentions, Relation
from concordat.model.records import MeetingFile
from concordat.nearby import citation_in_force, near_clause, renumbered_clause
from concordat.read.mentions import names_another

REFERENCE_UNKNOWN = error("reference-unknown", "A reference that leads nowhere")
REFERENCE_AMBIGUOUS = error("reference-ambiguous", "A reference that leads to two places")
REFERENCE_KIND = error("reference-kind", "A detail that names the wrong kind of thing")
REFERENCE_SUPERSEDED = warning(
    "reference-superseded", "An undated page that cites an edition which is no longer in force"
)

_Scope = tuple[int, bool, bool]
"""Pages from which a text leads to the same place: a period of days, dated or not, in signed text or not."""

_Key = str | tuple[str, Relation]
"""A text, with the relation in which it stands where that is not a mere mention."""

_LOCAL = re.compile(addresses.ENTRY)
_SHORT_NAME = re.compile(addresses.SHORT_NAME)
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
_KINDS = {relation: kind for relation, (kind, _, _) in _WANTED.items()}
"""What has to be named in each relation that wants a kind: nearly all names are an entry's very address."""


class Reference(NamedTuple):
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
class Resolved:
    """A page's mentions, and the target of each: "" where it has none."""

    context: Context
    mentions: Mentions
    targets: tuple[str, ...]
    details: Sequence[int]  # which of them stand in another relation than a mere mention: few

    def references(self, relation: Relation | None = None) -> Iterator[Reference]:
        """Return the references that the page makes, in their order: all, or those of one relation.

        They are made only when somebody asks: a check asks for few of them.
        """
        relations = self.mentions.relations
        for at in range(len(self.targets)) if relation in (None, Relation.MENTIONS) else self.details:
            if self.targets[at] and (relation is None or relations[at] is relation):
                yield self.reference(at)

    def reference(self, at: int) -> Reference:
        """Return the reference that one of its mentions is; its target is "" where it has none."""
        text, line, column, own, plain, bracketed, _, _ = self.mentions[at]
        context, target = self.context, self.targets[at]
        return Reference(
            context.path, line, column, text, own, context.sources(line), target, bracketed, plain
        )


class _Nowhere(Exception):
    """A reference that cannot be resolved: the rule that says so, one fact, and the next step."""

    def __init__(self, rule: Rule, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


def resolve(index: Index, known: Mapping[str, tuple[str, ...]]) -> tuple[list[Resolved], list[Finding]]:
    """Return pages with their targets, and findings, in the order of pages; `known` are targets by path."""
    resolver = _Resolver(index)
    pages = [resolver.resolved(page, mentions, known.get(page.path)) for page, mentions in pages_of(index)]
    return pages, resolver.findings


class _Resolver:
    """Finds targets. What a text leads to is the same on all pages of one scope, so it is kept."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.findings: list[Finding] = []
        self.entries = _entries(index)
        self.known: dict[_Scope, dict[_Key, str]] = {}
        fronts = [(edition.file.front.in_force_from, edition.last_day) for edition in index.editions()]
        changes = {first for first, _ in fronts if first}
        changes |= {last + timedelta(1) for _, last in fronts if last and last < date.max}
        self.changes = sorted(changes)  # the days from which other editions are in force

    def resolved(self, page: Context, mentions: Mentions, targets: tuple[str, ...] | None) -> Resolved:
        """Return a page with the target of each of its mentions; faults are kept as findings.

        `targets` are those of the mentions where they are known already.
        """
        details = _details(mentions.relations)
        return Resolved(page, mentions, targets or self._targets(page, mentions, details), details)

    def _targets(self, page: Context, mentions: Mentions, details: Sequence[int]) -> tuple[str, ...]:
        period = bisect_right(self.changes, page.day or self.index.today)
        scope = (period, page.day is None, page.edition is None)
        known = self.known.get(scope)
        if known is None:
            known = self.known[scope] = dict(zip(self.entries, self.entries, strict=True))
        texts, relations, entries = mentions.texts, mentions.relations, self.entries
        found = [*map(known.get, texts)]
        for at in details:
            found[at] = None  # what its relation wants is looked at besides
        if None in found:
            own = f"{page.name} " if page.meeting and not self.index.duplicates else ""
            for at in [at for at, target in enumerate(found) if target is None]:
                text = texts[at]
                kind = entries.get(text)
                if kind is None and own:
                    text = own + text
                    kind = entries.get(text)
                if kind is None or _KINDS.get(relations[at], kind) != kind:
                    text = self._looked_up(mentions[at], page, known)
                found[at] = text
        return tuple(found)  # type: ignore[arg-type]

    def _looked_up(self, mention: Mention, page: Context, known: dict[_Key, str]) -> str:
        """Return the target of a mention; `known` are those of the page's scope, and may get one more."""
        key = mention.text if mention.relation is Relation.MENTIONS else (mention.text, mention.relation)
        target = known.get(key)
        if target is None:
            target, lasts = self._target(mention, page)
            if lasts:
                known[key] = target
        return target

    def _target(self, mention: Mention, page: Context) -> tuple[str, bool]:
        """Return a mention's target, and whether the same text has it everywhere in the page's scope."""
        try:
            target, warned = _target(self.index, mention, mention.citation, page)
        except _Nowhere as nowhere:
            place = Location(page.path, mention.line, mention.column)
            source = page.sources(mention.line)
            self.findings.append(nowhere.rule.at(place, nowhere.message, nowhere.hint, subject=source))
            return "", False
        self.findings += warned
        return target, not (warned or mention.plain or _LOCAL.fullmatch(mention.text))


def _details(relations: tuple[Relation, ...]) -> Sequence[int]:
    """Return the places of those that are no mere mentions, which stand last on nearly all pages."""
    mere = relations.count(Relation.MENTIONS)
    if relations[:mere].count(Relation.MENTIONS) == mere:
        return range(mere, len(relations))
    return [at for at, relation in enumerate(relations) if relation is not Relation.MENTIONS]


def _entries(index: Index) -> dict[str, str]:
    """Return the address and the kind of each meeting (""), and of each "D" and "A" that stands once."""
    bodies = {body for body in {meeting.body for meeting in index.meetings} if _SHORT_NAME.fullmatch(body)}
    found: dict[str, str] = {}
    for meeting in index.meetings:
        if meeting.body in bodies:
            name = meeting.name
            found[name] = ""
            for kind, rows in (("D", meeting.decisions), ("A", meeting.actions)):
                numbers = [each.number for each in rows]
                if len({*numbers}) < len(numbers):
                    numbers = [number for number in numbers if numbers.count(number) == 1]
                for number in numbers:
                    found[f"{name} {number}"] = kind
    return found


def _target(
    index: Index, mention: Mention, citation: addresses.Citation | addresses.Unread, context: Context
) -> tuple[str, list[Finding]]:
    """Return a mention's full target, "" where it is no reference after all, and warnings."""
    if mention.plain and context.edition is not None:
        others = context.edition.other_instruments
        return "" if names_another(mention.words, others) else _plain(mention, context.edition), []
    if isinstance(citation, addresses.Unread):
        return _unread(index, citation), []
    if isinstance(citation, addresses.Local):
        target = _local(index, citation, context)
        _check_kind(mention.relation, citation.entry[0], mention.text)
        return target, []
    if isinstance(citation, addresses.Meeting):
        _check_kind(mention.relation, citation.entry[:1], mention.text)
        return _meeting(index, citation, mention.text), []
    _check_kind(mention.relation, "clause" if citation.number else "agreement", mention.text)
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
    hint = near_clause(edition, mention.text)
    where = " Where" if hint.endswith("?") else "; where"
    another = "another text is meant, name it ('of the … Act') or list it in agreement.yml"
    raise _Nowhere(REFERENCE_UNKNOWN, message, f"{hint}{where} {another} ('other_instruments:')")


def _existing(edition: Edition, key: str, shown: str) -> str:
    clause = edition.clauses[edition.by_key[key]]
    if key in edition.repeated:
        message = f"'{shown}' leads to two clauses of edition {edition.name}"
        raise _Nowhere(REFERENCE_AMBIGUOUS, message, "give each of these clauses its own number")
    return edition.clause_address(clause)


def _local(index: Index, citation: addresses.Local, context: Context) -> str:
    if context.meeting is None:
        message = f"'{citation}' names no meeting, and this page is no minutes"
        hint = f"write the whole address, such as DCS 2016-10-07 {citation}, or '\\[' for a plain bracket"
        raise _Nowhere(REFERENCE_UNKNOWN, message, hint)
    return _entry(index, context.meeting, citation.entry, citation.entry, f"{context.name} {citation.entry}")


def _meeting(index: Index, citation: addresses.Meeting, shown: str) -> str:
    meeting = index.meeting(citation)
    if meeting is None:
        if index.bodies and citation.body not in index.bodies:
            message = f"'{shown}' names the body '{citation.body}', which bodies.yml does not have"
            raise _Nowhere(
                REFERENCE_UNKNOWN, message, did_you_mean(citation.body, index.bodies, "add the body there")
            )
        days = [str(held.address) for held in index.meetings_of(citation.body)]
        message = f"there are no minutes of '{citation.meeting}'"
        raise _Nowhere(
            REFERENCE_UNKNOWN, message, did_you_mean(str(citation.meeting), days, "correct the date")
        )
    return _entry(index, meeting, citation.entry, shown, shown) if citation.entry else shown


def _entry(index: Index, meeting: MeetingFile, entry: str, shown: str, target: str) -> str:
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
    return target


def _clause(
    index: Index, mention: Mention, citation: addresses.Clause, context: Context
) -> tuple[str, list[Finding]]:
    agreement = index.agreements.get(citation.agreement)
    if agreement is None:
        if index.agreement_unread or not (citation.edition or citation.number):
            return "", []  # a name that cannot be known yet, or letters in brackets that name nothing here
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
            shown = f"{replace(citation, number='')} "
            hint = renumbered_clause(agreement, edition, citation.number, shown)
            raise _Nowhere(REFERENCE_UNKNOWN, message, hint)
        target = _existing(edition, key, str(citation))
    return target, _warn_superseded(index, mention, citation, edition, context)


def _edition_in_force(index: Index, citation: addresses.Clause, context: Context) -> Edition:
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
    index: Index, mention: Mention, citation: addresses.Clause, edition: Edition, context: Context
) -> list[Finding]:
    superseded = edition.file.front.status is EditionStatus.SUPERSEDED
    if not (superseded and citation.edition and context.day is None and context.edition is None):
        return []
    current = index.in_force(citation.agreement, index.today)
    today = f"; edition {current.name} is in force" if current else ""
    message = f"'{citation}' is a clause of a superseded edition{today}"
    if not citation.number:
        message = f"'{citation}' is a superseded edition{today}"
    hint = citation_in_force(index.agreements[citation.agreement], edition, current, citation.number)
    place = Location(context.path, mention.line, mention.column)
    return [REFERENCE_SUPERSEDED.at(place, message, hint)]
