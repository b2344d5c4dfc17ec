"""A review for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from concordat.compare import SAME_WORDS
from concordat.findings import listed
from concordat.report.comparison import marked
from concordat.report.counts import many
from concordat.report.text import finding_text, visible
from concordat.review.entries import MeetingChange
from concordat.review.review import Review
from concordat.review.texts import Fate, TextChange
from concordat.wording import Run

FILE_FATE = {
    Fate.ADDED: "new",
    Fate.CHANGED: "changed",
    Fate.GONE: "gone",
    Fate.UNREADABLE: "no longer readable",
}
"""What became of a file, in words."""


def as_text(review: Review, colour: bool = False) -> str:
    """Return what a change means: one sentence, a verdict, what is to be mended, and every change."""
    lines = [visible(review.sentence), visible(review.verdict)]
    for finding in review.findings:
        lines += ["", finding_text(finding, colour)]
    for text in review.states.texts:
        lines += ["", *_text(text, colour)]
    for meeting in review.states.meetings:
        lines += ["", *_meeting(meeting, colour)]
    if review.states.files:
        lines += ["", "Other files"]
        lines += [f"  {visible(file.path)} is {FILE_FATE[file.fate]}." for file in review.states.files]
    return "\n".join([*lines, "", counted(review)])


def counted(review: Review) -> str:
    """Return the line that ends a review: "2 findings, and 1 that follows from them; 3 were there before"."""
    found = many(len(review.findings), "finding")
    if review.following:
        follow = "follows" if review.following == 1 else "follow"
        found += (
            f", and {review.following} that {follow} from {'it' if len(review.findings) == 1 else 'them'}"
        )
    before = f"{review.standing or 'none'} {'was' if review.standing == 1 else 'were'} there before"
    mended = f", {many(review.mended, 'other')} mended" if review.mended else ""
    return f"{found}; {before}{mended}"


def headline(text: TextChange) -> str:
    """Return what became of an edition as a whole."""
    if text.fate is Fate.GONE:
        return f"{text.address} is gone"
    if text.fate is Fate.ADDED:
        return f"{text.address} is new" + (f", compared with {text.compared}" if text.compared else "")
    return text.address


def signature_lines(text: TextChange) -> Iterator[str]:
    """Yield a line for the signatures that are new, taken away or stale."""
    for signatures, what in (
        (text.signed, "signed"),
        (text.unsigned, "signature taken away"),
        (text.stale, "signed other words"),
    ):
        if signatures:
            yield f"{what}: {listed(f'{each.council} ({each.office})' for each in signatures)}"


def _text(text: TextChange, colour: bool) -> Iterator[str]:
    yield headline(text)
    for change in text.changes:
        yield f"  {visible(change.sentence)}"
        if change.kind not in SAME_WORDS:
            yield f"    {_redline(change.redline, colour)}"
    for line in signature_lines(text):
        yield f"  {visible(line)}"


def _redline(runs: tuple[Run, ...], colour: bool) -> str:
    return " ".join(marked((op, visible(words)), colour) for op, words in runs)


def meeting_headline(meeting: MeetingChange) -> str:
    """Return what became of minutes as a whole."""
    fate = {Fate.ADDED: " is new", Fate.GONE: " is gone"}.get(meeting.fate, "")
    return f"{meeting.address}{fate}"


def meeting_lines(meeting: MeetingChange) -> Iterator[str]:
    """Yield a line for what changed at the top of minutes and for items that are gone."""
    if meeting.settings:
        yield f"Changed at the top: {listed(meeting.settings)}."
    for item in meeting.items:
        yield f"{item} is gone."


def _meeting(meeting: MeetingChange, colour: bool) -> Iterator[str]:
    yield meeting_headline(meeting)
    for line in meeting_lines(meeting):
        yield f"  {line}"
    for entry in meeting.entries:
        yield f"  {entry.sentence}"
        if entry.reworded:
            yield f"    {_redline(entry.redline, colour)}"
    if meeting.redline and not meeting.entries:
        yield f"  {_redline(shortened(meeting.redline), colour)}"


_AROUND = 8  # words shown on each side of a change in running text


def shortened(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs of a long text with only a few words around each change."""
    cut: list[Run] = []
    for at, (op, text) in enumerate(runs):
        words = text.split(" ")
        if op != "equal":
            cut.append((op, text))
            continue
        head = [] if at == 0 else words[:_AROUND]
        tail = [] if at == len(runs) - 1 else words[-_AROUND:]
        if len(words) > len(head) + len(tail):
            words = [*head, "…", *tail]
        cut.append((op, " ".join(words)))
    return tuple(cut)
