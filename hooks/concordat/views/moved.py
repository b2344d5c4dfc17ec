"""What became of old addresses, for the pages on which they stood."""

from __future__ import annotations

from dataclasses import dataclass

from concordat.ledger import Moved, split


@dataclass(frozen=True, slots=True)
class Former:
    """An anchor that a page once had: the address to which it leads, or the words of its tombstone."""

    anchor: str
    to: str
    words: str


def former_anchors(moved: Moved, page: str) -> list[Former]:
    """Return the anchors that a page once had and that are known to have moved or ended, sorted."""
    forwards = [Former(split(old)[1], to, "") for old, to in moved.forwards.items() if split(old)[0] == page]
    gone = [Former(split(old)[1], "", why) for old, why in moved.gone.items() if split(old)[0] == page]
    return sorted((each for each in (*forwards, *gone) if each.anchor), key=lambda each: each.anchor)


def whole_pages(moved: Moved) -> dict[str, Former]:
    """Return, by their address, the pages that moved or ended altogether."""
    forwards = {old: Former("", to, "") for old, to in moved.forwards.items() if "#" not in old}
    gone = {old: Former("", "", why) for old, why in moved.gone.items() if "#" not in old}
    return {**forwards, **gone}
