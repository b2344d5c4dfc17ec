"""How alike two files are, as git reckons it when it looks for the file that another was renamed from.

The measure is that of git's `diffcore-delta.c` and `diffcore-rename.c`: texts fall into pieces, each a
line or 64 bytes of one, and pieces count by a hash of theirs. Our answer has to be git's answer, even
where two pieces have one hash, so this is git's hash.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property

WHOLE = 60_000  # of one text and itself
ENOUGH = 30_000  # to be taken for a rename

Rank = tuple[int, bool]
"""How alike a file is, and whether it has the same name."""

_HASHES = 107_927
_WORD = 0xFFFF_FFFF
_PIECE = re.compile(rb"[^\n]{0,63}\n|[^\n]{64}|[^\n]+\Z")
_LOOKED_AT = 8000  # bytes; a zero among them makes a file binary
_CANDIDATES = 4


class Text:
    """The content of a file, and how many bytes of it are in which piece."""

    def __init__(self, content: bytes, *, last_line: bool) -> None:
        """Without `last_line` an end that no line feed closes does not count, as in git before 2.43.2."""
        self.size = len(content)
        if b"\0" not in content[:_LOOKED_AT]:
            content = content.replace(b"\r\n", b"\n")
        self.pieces: Counter[bytes] = Counter()
        for piece in _PIECE.findall(content):
            if last_line or piece.endswith(b"\n") or len(piece) == 64:
                self.pieces[piece] += len(piece)

    @cached_property
    def largest(self) -> list[tuple[bytes, int]]:
        """The pieces by size, the largest first."""
        return self.pieces.most_common()

    @cached_property
    def hashed(self) -> Counter[int]:
        """The same by the hash of each piece."""
        hashed: Counter[int] = Counter()
        for piece, size in self.pieces.items():
            hashed[_hash(piece)] += size
        return hashed


def alike(old: Text, new: Text) -> int:
    """Return how alike two texts are, from 0 to `WHOLE`."""
    if not may_be_alike(old.size, new.size):
        return 0
    shared = sum(min(old.hashed[piece], new.hashed[piece]) for piece in old.hashed.keys() & new.hashed.keys())
    return shared * WHOLE // max(old.size, new.size)


def roughly_alike(old: Text, new: Text, least: int = ENOUGH) -> int:
    """Return the same without hashes: never more, and less only where pieces have one hash by chance.

    It is 0 as soon as it is clear that it will be below `least`.
    """
    if not may_be_alike(old.size, new.size, least):
        return 0
    larger, shared = max(old.size, new.size), sum(new.pieces.values())
    for piece, size in new.largest:
        shared -= max(size - old.pieces.get(piece, 0), 0)
        if shared * WHOLE < least * larger:
            return 0
    return shared * WHOLE // larger


def may_be_alike(old: int, new: int, least: int = ENOUGH) -> bool:
    """Whether texts of two sizes, in bytes, can be at least so much alike."""
    larger, smaller = max(old, new), min(old, new)
    return larger > 0 and larger * (WHOLE - least) >= (larger - smaller) * WHOLE


def best_four(candidates: Iterable[tuple[Rank, str]]) -> list[tuple[Rank, str]]:
    """Return the four that rank highest, the best first; of equals those that git keeps."""
    slots: list[tuple[Rank, str]] = []
    for candidate in candidates:
        if len(slots) < _CANDIDATES:
            slots.append(candidate)
            continue
        worst = min(range(_CANDIDATES), key=lambda at: slots[at][0])
        if candidate[0] > slots[worst][0]:
            slots[worst] = candidate
    return sorted(slots, key=lambda slot: slot[0], reverse=True)


@cache
def _hash(piece: bytes) -> int:
    high = low = 0
    for byte in piece:
        high, low = ((high << 7 & _WORD) ^ (low >> 25)) + byte & _WORD, (low << 7 & _WORD) ^ (high >> 25)
    return (high + low * 0x61 & _WORD) % _HASHES
