"""How far a build has come, on a terminal: nothing before it has taken two seconds, nothing after its end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import TextIO

_PATIENCE = 2.0  # seconds before anything is said
_PACE = 0.25  # seconds from one word to the next
_CLEAR = "\r\x1b[K"


class Progress:
    """Says how many of `total` pieces are done. Says nothing where nobody sits before `out`."""

    def __init__(
        self,
        doing: str,
        total: int,
        out: TextIO | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.doing, self.total, self.clock = doing, total, clock
        self.out = out or sys.stderr
        self._next = clock() + _PATIENCE
        self._shown = False
        self._watched = self.out.isatty()

    def tell(self, done: Callable[[], int]) -> None:
        """Say how many are done, if it is time to."""
        if not self._watched or self.clock() < self._next:
            return
        self._next = self.clock() + _PACE
        self._shown = True
        self.out.write(f"{_CLEAR}{self.doing}: {min(done(), self.total):,} of {self.total:,}")
        self.out.flush()

    def end(self) -> None:
        """Take back what was said."""
        if self._shown:
            self._shown = False
            self.out.write(_CLEAR)
            self.out.flush()
