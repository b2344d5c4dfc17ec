"""What editors and commands write in `signatures.yml`: the seal, corrections, signatures."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from concordat.model.fields import CouncilKey, Count, Day, Digest, EntryAddress, OfficeKey, Text
from concordat.model.forms import Form


class Signature(Form):
    """One office of one party, on a date, for the exact text with a digest, with evidence."""

    council: CouncilKey
    """The council, as it was on the date."""
    office: OfficeKey
    """The office that signed."""
    day: Day = Field(alias="date")
    """The day of signing."""
    digest: Digest
    """The digest of the text that was signed."""
    evidence: Text | None = None
    """Where the proof is kept."""
    deputy: Text | None = None
    """The post that signed for the holder."""
    authority: Text | None = None
    """On whose authority the deputy signed."""


class CorrectedLine(Form):
    """One line of the canonical text that a correction changed; `concordat correct` writes it."""

    line: Count
    """Which line of the corrected text it is; of a line taken out, before which it stood."""
    clause: Text | None = None
    """The number of its clause; text without a number has none."""
    old: Text | None = None
    """The words before; none where the line is new."""
    new: Text | None = None
    """The words after; none where the line is gone."""


class TextCorrection(Form):
    """A recorded correction of a sealed text: its signatures stand."""

    day: Day = Field(alias="date")
    """The day of the correction."""
    by: Text
    """The body or the office that made it."""
    what: Text
    """What was corrected."""
    before: Digest = Field(alias="from")
    """The digest of the text before."""
    after: Digest = Field(alias="to")
    """The digest of the text after."""
    decision: EntryAddress | None = None
    """The decision behind it; needed where it changes more than a slip."""
    lines: Annotated[tuple[CorrectedLine, ...], Field(min_length=1)]
    """The lines that it changed, with the words before and after."""


class SignaturesForm(Form):
    """`signatures.yml`: the seal of an edition and its signatures."""

    opened: Day | None = None
    """The day on which the text was opened for signature."""
    form: Count = 1
    """The canonical form that the digests in this file are made of."""
    seal: Digest | None = None
    """The digest of the edition's canonical text."""
    clauses: dict[Text, Digest] = Field(default_factory=dict)
    """The digest of each clause of the sealed text, by its number."""
    corrections: tuple[TextCorrection, ...] = ()
    """Corrections of the sealed text, oldest first."""
    signatures: tuple[Signature, ...] = ()
    """The signatures, in the order of signing."""
