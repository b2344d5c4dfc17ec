"""A review as a comment on a pull request: short, its long parts folded, its names linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from concordat.compare import SAME_WORDS
from concordat.findings import Finding, Severity, listed
from concordat.places import Place, council_page, place_of
from concordat.record import Record
from concordat.report.counts import many
from concordat.report.markdown import LONGEST, address, code, fitting, folded, link, plain
from concordat.report.review_text import (
    FILE_FATE,
    counted,
    headline,
    meeting_headline,
    meeting_lines,
    shortened,
)
from concordat.review.entries import EntryChange, MeetingChange
from concordat.review.review import Review
from concordat.review.texts import Fate, TextChange
from concordat.wording import Op, Run

MARK = "<!-- concordat review -->"
"""Ends each comment, so that a workflow finds its own again and writes it anew."""

_ELEMENTS = {Op.EQUAL: ("", ""), Op.INSERT: ("<ins>", "</ins>"), Op.DELETE: ("<del>", "</del>")}
_WORDS = 1_500  # characters of the words of one change


def as_markdown(review: Review, site: str = "") -> str:
    """Return a review as Markdown of less than 65,000 characters; names lead to `site` where it is given."""
    head = f"**{plain(review.sentence)}**\n\n{plain(review.verdict)}\n\n"
    foot = f"\n{plain(counted(review))}.\n\n{MARK}\n"
    room = LONGEST - len(head) - len(foot)
    parts = [_findings(review, site, room)]
    for summary, items in _folds(review, site):
        parts.append(folded(summary, items, room - sum(map(len, parts))))
        if not parts[-1]:
            parts.append(
                f"{plain(summary)}: there is no room for more here; `concordat review` shows it all.\n"
            )
            break
    return head + "".join(parts) + foot


def _findings(review: Review, site: str, room: int) -> str:
    order = list(Severity)
    worst_first = sorted(review.findings, key=lambda finding: (order.index(finding.severity), finding))
    shown, others = fitting([_finding(each, site) for each in worst_first], room)
    more = f"- … and {len(others)} more\n" if others else ""
    return "".join(shown) + more + ("\n" if shown else "")


def _finding(finding: Finding, site: str) -> str:
    place = finding.location
    rule = link(code(finding.rule), address(site, Place(f"help/checks/{finding.rule}.md")))
    hint = f"\n  *To do:* {plain(finding.hint)}." if finding.hint else ""
    return (
        f"- **{finding.severity}** in {code(place.path)}, line {place.line}: {plain(finding.message)}. "
        f"{rule}{hint}\n"
    )


def _folds(review: Review, site: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield a summary and its items for each edition, each meeting, and the other files."""
    record, earlier = review.states.after.record, review.states.before.record
    for text in review.states.texts:
        known = record if text.after is not None else earlier
        yield _text_summary(text), list(_text(known, text, site))
    for meeting in review.states.meetings:
        known = record if meeting.after is not None else earlier
        items = [f"- {plain(line)}\n" for line in meeting_lines(meeting)]
        items += [_entry(known, entry, site) for entry in meeting.entries]
        if meeting.redline and not meeting.entries:
            items.append(f"- {_redline(meeting.redline)}\n")
        if items:
            yield _meeting_summary(meeting), items
    if review.states.files:
        files = review.states.files
        yield (
            many(len(files), "other file"),
            [f"- {code(file.path)} is {FILE_FATE[file.fate]}\n" for file in files],
        )


def _text_summary(text: TextChange) -> str:
    said = [many(len(text.changes), "change")] if text.changes else []
    for signatures, what in ((text.signed, "new"), (text.unsigned, "taken away"), (text.stale, "stale")):
        if signatures:
            said.append(f"{many(len(signatures), 'signature')} {what}")
    return f"{headline(text)}: {listed(said) or 'its settings'}"


def _text(record: Record, text: TextChange, site: str) -> Iterator[str]:
    for signatures, what in (
        (text.stale, "signed other words than those that would stand there"),
        (text.signed, "signed"),
        (text.unsigned, "no longer recorded as having signed"),
    ):
        if signatures:
            councils = dict.fromkeys(each.council for each in signatures)
            yield f"- {listed(_council(record, key, site) for key in councils)}: {what}\n"
    for change in text.changes:
        number = change.to_number or change.from_number
        pinned = f"{text.address} {number}" if number else text.address
        name = link(plain(pinned), address(site, place_of(record, pinned) if change.to_number else None))
        words = "" if change.kind in SAME_WORDS else f"\n  > {_redline(change.redline)}"
        yield f"- {name}: {plain(change.sentence)}{words}\n"


def _council(record: Record, key: str, site: str) -> str:
    place = Place(council_page(key)) if key in record.councils else None
    return link(plain(record.council_short(key)), address(site, place))


def _meeting_summary(meeting: MeetingChange) -> str:
    said = many(len(meeting.entries), "decision or action") if len(meeting.entries) == 1 else ""
    if len(meeting.entries) > 1:
        said = f"{len(meeting.entries)} decisions and actions"
    return f"{meeting_headline(meeting)}{f': {said}' if said else ''}"


def _entry(record: Record, entry: EntryChange, site: str) -> str:
    name = f"{entry.meeting} {entry.number}"
    place = place_of(record, name) if entry.fate is not Fate.GONE else None
    words = f"\n  > {_redline(entry.redline)}" if entry.reworded else ""
    return f"- {link(plain(name), address(site, place))}: {plain(entry.sentence)}{words}\n"


def _redline(runs: tuple[Run, ...]) -> str:
    """Return words with what was put in and taken out; of long texts only what stands around a change."""
    if sum(len(words) for _, words in runs) > _WORDS:
        runs = shortened(runs)
    shown, left = [], _WORDS
    for op, words in runs:
        begin, end = _ELEMENTS[op]
        shown.append(f"{begin}{plain(words[:left])}{end}")
        left -= len(words)
        if left <= 0:
            shown.append("…")
            break
    return " ".join(shown)
