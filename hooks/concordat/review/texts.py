"""What became of an edition: its words, its status, its signatures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from concordat.amendments import changes_between
from concordat.compare import SAME_WORDS, Change, Kind, compare
from concordat.corrections import standing
from concordat.index import Edition
from concordat.model.forms import EditionStatus
from concordat.model.signatures import Signature
from concordat.record import Record
from concordat.seal import digest

_SETTLED = (EditionStatus.IN_FORCE, EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN)


class Fate(StrEnum):
    """What became of a part of the record."""

    ADDED = "added"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    GONE = "gone"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class TextChange:
    """What became of one edition. `changes` leaves out what is unchanged.

    A new edition is compared with the one before it, `compared`, by the clause table; any other
    with itself before the change, by likeness, as a table that was not kept up would mislead.
    """

    before: Edition | None
    after: Edition | None
    changes: tuple[Change, ...]
    compared: str = ""
    signed: tuple[Signature, ...] = ()
    unsigned: tuple[Signature, ...] = ()
    stale: tuple[Signature, ...] = ()

    @property
    def address(self) -> str:
        """The edition's address."""
        edition = self.after or self.before
        assert edition is not None
        return edition.address

    @property
    def fate(self) -> Fate:
        """What became of the edition as a whole."""
        if self.before is None:
            return Fate.ADDED
        return Fate.GONE if self.after is None else Fate.CHANGED

    @property
    def reworded(self) -> tuple[Change, ...]:
        """The changes by which words were put in or taken out."""
        return tuple(change for change in self.changes if change.kind not in SAME_WORDS)

    @property
    def other_text(self) -> bool:
        """Whether words or numbers are other than before, so that the digest is another."""
        return any(change.kind is not Kind.FORMATTING for change in self.changes)

    @property
    def frozen(self) -> bool:
        """Whether the text was one that may not change: it has been in force, or bears a signature."""
        edition = self.before
        return edition is not None and is_frozen(edition)

    @property
    def corrected(self) -> bool:
        """Whether other words stand there by a recorded correction, so that signatures stand."""
        return bool(self.other_text and self.before and self.after and is_corrected(self.before, self.after))

    @property
    def path(self) -> str:
        """The path of the edition's text."""
        edition = self.after or self.before
        assert edition is not None
        return edition.path


def is_corrected(old: Edition, new: Edition) -> bool:
    """Tell whether recorded corrections lead from an edition's old text to its new one."""
    return digest(old.file.text) in standing(new, digest(new.file.text))


def is_frozen(edition: Edition) -> bool:
    """Tell whether an edition's text may no longer change: it has been in force, or bears a signature."""
    return edition.file.front.status in _SETTLED or bool(edition.signatures)


def text_change(after: Record, old: Edition | None, new: Edition | None) -> TextChange | None:
    """Return what became of an edition; None where nothing did. `after` is the record with `new` in it."""
    if old is None and new is not None:
        earlier = next((a for a, b in pairwise(after.agreements[new.agreement].editions) if b is new), None)
        changes = changes_between(after, earlier, new) if earlier else ()
        kept = tuple(change for change in changes if change.kind is not Kind.UNCHANGED)
        return TextChange(None, new, kept, earlier.address if earlier else "", signed=new.signatures)
    if old is not None and new is None:
        return TextChange(old, None, (), unsigned=old.signatures)
    assert old is not None
    assert new is not None
    if old.file is new.file and old.signatures_file is new.signatures_file:
        return None
    changes = () if old.file.text == new.file.text else tuple(compare(old.file.text, new.file.text))
    kept = tuple(change for change in changes if change.kind is not Kind.UNCHANGED)
    signed = tuple(each for each in new.signatures if each not in old.signatures)
    unsigned = tuple(each for each in old.signatures if each not in new.signatures)
    if not (kept or signed or unsigned) and old.file.front == new.file.front:
        return None
    return TextChange(old, new, kept, old.address, signed, unsigned, _stale(old, new) if kept else ())


def _stale(old: Edition, new: Edition) -> tuple[Signature, ...]:
    """Return the signatures that were for the words that stood there, and are not for those that stand."""
    before, after = (standing(each, digest(each.file.text)) for each in (old, new))
    return tuple(
        each
        for each in new.signatures
        if each.digest in before and each.digest not in after and each in old.signatures
    )
