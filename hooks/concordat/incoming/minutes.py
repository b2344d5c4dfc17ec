"""Minutes as they come out of Word: attendance, items, decisions, actions; the rest stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from concordat.dates import dates_in, in_words, readings
from concordat.incoming import entries
from concordat.incoming.attendance import Attendance, Label, label_of_line, times_in
from concordat.incoming.blocks import Piece, Reading
from concordat.incoming.draft import Draft
from concordat.incoming.headings import Heading, heading_of, numbered_lines
from concordat.incoming.runs import Line, is_bold, plain
from concordat.model.forms import MeetingStatus
from concordat.record import Record

_LONGEST = 12  # words of a line in a list of those present that ends with a full stop
_ONCE = (Label.DATE, Label.TIME, Label.PLACE, Label.NEXT, Label.CHAIR)


def day_of(reading: Reading) -> list[date]:
    """Return the days that the head of minutes names; one that stands after `Date:` is the only one."""
    head = _head(reading)
    for text in head:
        found = label_of_line(text, alone=False)
        if found and found[0] is Label.DATE and (days := dates_in(found[1])):
            return days[:1]
    texts = [text for text in head if (label_of_line(text, alone=False) or (None,))[0] is not Label.NEXT]
    return list(dict.fromkeys(day for text in texts for day in dates_in(text)))


def minutes_draft(reading: Reading, record: Record, body: str, day: date) -> Draft:
    """Return minutes in draft. `body` and `day` are those of the meeting."""
    return _Minutes(reading, Attendance(record, body, day), day).read()


def _head(reading: Reading) -> list[str]:
    """Return the lines before the first numbered heading, those of tables cell by cell."""
    texts = [plain(reading.title)] if reading.title else []
    for piece in reading.pieces:
        heading = heading_of(piece)
        if heading and heading.number:
            break
        if piece.rows:
            texts += [f"{_text(row[0])}: {' '.join(map(_text, row[1:]))}" for row in piece.rows if row]
        texts.append(piece.plain)
    return texts


def _text(cell: tuple[Line, ...]) -> str:
    return " ".join(map(plain, cell))


@dataclass(slots=True)
class _Minutes:
    """Goes through the pieces once."""

    reading: Reading
    attendance: Attendance
    day: date
    draft: Draft = field(default_factory=Draft)
    numbering: entries.Numbering = field(default_factory=entries.Numbering)
    single: dict[Label, str] = field(default_factory=dict)
    next_said: str = ""  # the paragraph of the item about the next meeting
    heads: dict[int, Heading] = field(default_factory=dict)
    section: Label | None = None  # the label under which lines of attendance stand
    open_section: bool = False  # whether that label stands alone on its line
    items: int = 0
    plain_item: str = ""  # the words of the item's heading, in small letters
    kept: list[Piece] = field(default_factory=list)  # pieces that go into the draft as they are

    def read(self) -> Draft:
        pieces = self.reading.pieces
        self._find_heads()
        if self.reading.title:
            self.draft.add(plain(self.reading.title))
        at = 0
        while at < len(pieces):
            at = self._piece(at)
        self._flush()
        self._settings()
        self.draft.became += self.attendance.became
        for remark in (*self.reading.remarks, *self.attendance.remarks):
            self.draft.say(remark)
        self.draft.placed += {
            "item": self.items,
            "decision": self.numbering.decisions,
            "action": self.numbering.actions,
            "council": self.attendance.count(),
        }
        return self.draft

    # -- items ---------------------------------------------------------------------

    def _find_heads(self) -> None:
        found = {
            at: heading
            for at, piece in enumerate(self.reading.pieces)
            if (heading := heading_of(piece)) and not self._is_other(piece)
        }
        if any(heading.number for heading in found.values()):
            self.heads = found
            return
        counted = numbered_lines(self.reading.pieces)
        if counted:
            self.heads = counted | {at: each for at, each in found.items() if at not in counted}
            return
        levels = [heading.level for heading in found.values() if heading.level]
        top = min(levels, default=0)
        number = 0
        for at, heading in found.items():
            if heading.level == top and not (at == 0 and not self.reading.title):
                number += 1
                heading = Heading(str(number), heading.words, heading.level)
            self.heads[at] = heading
        if number:
            self.draft.say("its items have no numbers: they are numbered here in their order")

    def _is_other(self, piece: Piece) -> bool:
        """Tell whether a bold line is a label or opens a decision or an action, and so no heading."""
        label = label_of_line(piece.plain, alone=True) is not None
        return label or entries.opens_decision(piece) is not None or entries.opens_action(piece) is not None

    def _heading(self, at: int, heading: Heading) -> None:
        self._flush()
        piece, self.section = self.reading.pieces[at], None
        if not heading.number:
            said = f"the heading '{heading.words}' has no number; it stands as a part of its item"
            if self.items:
                self.draft.add(f"### {heading.words}", *piece.remarks, said)
            else:
                self.draft.add(heading.words, *piece.remarks)
            return
        top = heading.number.isdigit()
        self.items += top
        title = f"{'##' if top else '###'} {heading.number}{'.' if top else ''} {heading.words}"
        self.draft.add(title, *piece.remarks, *entries.doubts(piece))
        self.draft.became.append(piece.plain)
        self.plain_item = piece.plain.casefold()

    # -- pieces --------------------------------------------------------------------

    def _piece(self, at: int) -> int:
        """Place one piece, with those after it that belong to it; return the place of the next."""
        piece = self.reading.pieces[at]
        if at in self.heads:
            self._heading(at, self.heads[at])
            return at + 1
        if self._labelled(piece) or self._in_section(piece):
            self._remarks_of(piece)
            return at + 1
        if piece.rows and entries.is_action_table(piece):
            self._flush()
            for entry in entries.actions_of(piece, self.numbering):
                self.draft.add(entry.text, *entry.remarks)
            self._remarks_of(piece)
            return at + 1
        words = entries.opens_decision(piece)
        if words is not None:
            return self._entry(at, words, decides=True)
        words = entries.opens_action(piece)
        if words is not None:
            return self._entry(at, words, decides=False)
        self._note_next(piece)
        self.kept.append(_with(piece, entries.doubts(piece)))
        return at + 1

    def _entry(self, at: int, words: Line, *, decides: bool) -> int:
        piece, following = self.reading.pieces[at], []
        if entries.is_label_alone(piece, words):
            following = self._following(at, plain(words) != "")
        if not plain(words) and not following:
            self.kept.append(
                _with(piece, [f"'{piece.plain}' stands alone: nothing follows that it could open"])
            )
            return at + 1
        self._flush()
        self.draft.became.append(piece.plain)  # its label is one of ours now
        several = not plain(words) and piece.plain.casefold().startswith(("actions", "decisions"))
        groups: list[tuple[Line, list[Piece]]] = (
            [(each.line, []) for each in following] if several else [(words, following)]
        )
        for said, rest in groups:
            made = (
                entries.decision(self.numbering.decision(), said, rest)
                if decides
                else entries.action(self.numbering.action(), said, rest)
            )
            remarks = [remark for each in (piece, *following) for remark in each.remarks]
            self.draft.add(made.text, *made.remarks, *remarks)
        return at + 1 + len(following)

    def _following(self, at: int, opened: bool) -> list[Piece]:
        """Return the list after a label; where none is, and no words opened it, the paragraph after it."""
        found: list[Piece] = []
        for place in range(at + 1, len(self.reading.pieces)):
            piece = self.reading.pieces[place]
            parted = place in self.heads or piece.rows or piece.verbatim or self._is_other(piece)
            if parted or not (piece.depth or _is_part(piece)):
                if not parted and not found and not opened:
                    found.append(piece)
                break
            found.append(piece)
        return found

    def _flush(self) -> None:
        self.draft.add_pieces(self.kept)
        self.kept = []

    def _remarks_of(self, piece: Piece) -> None:
        for remark in piece.remarks:
            self.draft.say(remark)

    # -- labels --------------------------------------------------------------------

    def _labelled(self, piece: Piece) -> bool:
        """Place a labelled line, or a table of them; tell whether the piece was one."""
        if piece.verbatim:
            return False
        if piece.rows:
            return self._table_of_labels(piece)
        alone = not self.items or is_bold(piece.line) or bool(piece.heading)
        found = label_of_line(piece.plain, alone=alone)
        if found is None:
            return False
        self._flush()
        self.draft.became.append(piece.plain.removesuffix(found[1]))
        self._place(*found)
        self.section, self.open_section = found[0], not found[1]
        return True

    def _table_of_labels(self, piece: Piece) -> bool:
        rows = [(_text(row[0]), row[1:]) for row in piece.rows if row]
        found = [label_of_line(text.rstrip(": ") + ":", alone=True) for text, _ in rows]
        if self.items or not any(found):
            return False
        for (text, cells), label in zip(rows, found, strict=True):
            said = [plain(line) for cell in cells for line in cell]
            if label is None:
                self.draft.say(f"a row of the table at its head: '{' '.join([text, *said])}'")
                continue
            self.draft.became.append(text)
            for line in said or [label[1]]:
                self._place(label[0], line)
        return True

    def _in_section(self, piece: Piece) -> bool:
        """Place a line below a label such as `Present:`; tell whether it stands there."""
        if self.section is None or self.section in _ONCE or piece.verbatim:
            return False
        if piece.rows:
            for row in piece.rows:
                self._place(self.section, ", ".join(filter(None, map(_text, row))))
            return True
        sentence = piece.plain.endswith(".") and not self.attendance.only_councils(piece.plain)
        ends = (self.items and not piece.depth) or (sentence and len(piece.plain.split()) > _LONGEST)
        if ends or (not self.open_section and not self.attendance.only_councils(piece.plain)):
            self.section = None
            return False
        self._place(self.section, piece.plain)
        return True

    def _place(self, label: Label, text: str) -> None:
        if label in (Label.DATE, Label.TIME, Label.PLACE, Label.NEXT):
            if label in self.single and text:
                self.draft.say(f"{label}, a second time: '{text}'")
            elif text:
                self.single[label] = text
        elif text:
            self.attendance.take(label, text)

    def _note_next(self, piece: Piece) -> None:
        """Take the one day that an item about the next meeting names."""
        days = dates_in(piece.plain)
        if "next meeting" in self.plain_item and len(days) == 1 and not self.next_said:
            self.next_said = piece.plain

    # -- settings ------------------------------------------------------------------

    def _settings(self) -> None:
        self._check_day()
        start, end = self._times()
        following = dates_in(self.single.get(Label.NEXT, self.next_said))
        if Label.NEXT in self.single and len(following) != 1:
            self.draft.say(f"the next meeting: '{self.single[Label.NEXT]}' names no one day")
        elif Label.NEXT in self.single:
            self._entered("the next meeting", self.single[Label.NEXT], following[0])
        self.draft.settings = [
            ("date", self.day),
            ("start", start),
            ("end", end),
            ("place", self.single.get(Label.PLACE, "")),
            ("status", str(MeetingStatus.DRAFT)),
            *self.attendance.settings(),
            ("next", following[0] if len(following) == 1 else None),
        ]

    def _times(self) -> tuple[str, str]:
        said = self.single.get(Label.TIME, "")
        times = times_in(said)
        if said and not 0 < len(times) < 3:
            self.draft.say(f"the time: '{said}' is not clear")
            times = []
        elif said:
            self.draft.became.append(said)
        return (times[0] if times else "", times[1] if len(times) > 1 else "")

    def _check_day(self) -> None:
        said = self.single.get(Label.DATE, "")
        days = dates_in(said)
        if said and days != [self.day]:
            self.draft.say(f"the date in the file is '{said}', but it is entered as {in_words(self.day)}")
        elif said:
            self._entered("the date", said, self.day)

    def _entered(self, what: str, said: str, day: date) -> None:
        """Take a date's words as placed; where other words stand beside it, they are a remark."""
        if readings(said) == [day]:
            self.draft.became.append(said)
        else:
            self.draft.say(f"{what}: '{said}' is entered as {day}")


def _with(piece: Piece, remarks: list[str]) -> Piece:
    """Return a piece with further remarks."""
    return replace(piece, remarks=(*piece.remarks, *remarks))


def _is_part(piece: Piece) -> bool:
    """Tell whether a line opens with a letter or a numeral in brackets: `(a)`, `(ii)`, `(2)`."""
    words = piece.plain.split(maxsplit=1)
    return bool(words) and words[0].startswith("(") and words[0].endswith(")") and len(words[0]) < 7
