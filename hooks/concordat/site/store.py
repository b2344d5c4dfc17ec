"""What builds keep for the next one, in a database beside the cache of readings.

Nothing depends on it: what is damaged, gone or in use by somebody else is as if it had never been there.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS rendered (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS written (site TEXT, path TEXT, value TEXT NOT NULL, PRIMARY KEY (site, path));
CREATE TABLE IF NOT EXISTS last (site TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_PATIENCE = 2.0  # seconds to wait for another build
_SPARE = 2  # how many times as many renderings as are in use may be kept


@dataclass(frozen=True, slots=True)
class Written:
    """A page's file as it was written: by what it was made of, how it looked, and its inline scripts.

    Its title and its anchors are what other pages can tell of it.
    """

    key: str
    stamp: tuple[int, ...]
    title: str = ""
    anchors: tuple[str, ...] | None = None
    scripts: tuple[str, ...] = ()


class Store:
    """Keeps renderings by their key, and for each site what its pages were made of.

    With no `file`, nothing is kept.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self._reading: tuple[int, sqlite3.Connection] | None = None  # by the process that opened it

    def rendered(self, key: str) -> str | None:
        """Return a rendering; None where it is not kept."""
        with suppress(sqlite3.Error, OSError):
            if self._reading is None or self._reading[0] != os.getpid():  # no connection outlives a fork
                if self.file is None or not self.file.is_file():
                    return None
                self._reading = os.getpid(), sqlite3.connect(self.file, timeout=_PATIENCE)
            found = self._reading[1].execute("SELECT value FROM rendered WHERE key = ?", (key,)).fetchone()
            return str(found[0]) if found else None
        return None

    def count(self, beginning: str) -> int:
        """Return how many renderings are kept whose keys begin so."""
        question = "SELECT count(*) FROM rendered WHERE key BETWEEN ? AND ?"
        return int(next(iter(self._rows(question, (beginning, f"{beginning}g"))), (0,))[0])

    def written(self, site: Path) -> dict[str, Written]:
        """Return what the pages of a site were made of, by path."""
        rows = self._rows("SELECT path, value FROM written WHERE site = ?", (str(site),))
        with suppress(ValueError, TypeError):
            return {path: _written(*json.loads(value)) for path, value in rows}
        return {}

    def last(self, site: Path) -> str | None:
        """Return what the last build of a site left word of."""
        rows = self._rows("SELECT value FROM last WHERE site = ?", (str(site),))
        return str(rows[0][0]) if rows else None

    def add(self, rendered: Mapping[str, str]) -> None:
        """Keep renderings by their keys, which are hexadecimal digits."""
        with suppress(sqlite3.Error, OSError), _Opened(self.file) as database:
            database.executescript(_TABLES)
            database.executemany("INSERT OR REPLACE INTO rendered VALUES (?, ?)", rendered.items())

    def keep(
        self, used: Iterable[str], site: Path, written: Mapping[str, Written], last: str | None = None
    ) -> None:
        """Keep what a site's pages are now; forget what is no longer of use. `used` are the keys in use.

        `last` is what this build leaves word of.
        """
        using = {*used}
        self._close()
        rows = [(str(site), path, _row(page)) for path, page in written.items()]
        with suppress(sqlite3.Error, OSError), _Opened(self.file) as database:
            database.executescript(_TABLES)
            known = [key for (key,) in database.execute("SELECT key FROM rendered")]
            if len(known) > _SPARE * len(using):
                dead = [(key,) for key in known if key not in using]
                database.executemany("DELETE FROM rendered WHERE key = ?", dead)
            sites = [name for (name,) in database.execute("SELECT DISTINCT site FROM written")]
            gone = [(name,) for name in sites if name == str(site) or not Path(name).is_dir()]
            database.executemany("DELETE FROM written WHERE site = ?", gone)
            database.executemany("DELETE FROM last WHERE site = ?", gone)
            database.executemany("INSERT INTO written VALUES (?, ?, ?)", rows)
            if last is not None:
                database.execute("INSERT OR REPLACE INTO last VALUES (?, ?)", (str(site), last))

    def amend(self, site: Path, written: Mapping[str, Written], last: str) -> None:
        """Keep what a few pages of a site are now, and what this build leaves word of."""
        self._close()
        rows = [(str(site), path, _row(page)) for path, page in written.items()]
        with suppress(sqlite3.Error, OSError), _Opened(self.file) as database:
            database.executescript(_TABLES)
            database.executemany("INSERT OR REPLACE INTO written VALUES (?, ?, ?)", rows)
            database.execute("INSERT OR REPLACE INTO last VALUES (?, ?)", (str(site), last))

    def _close(self) -> None:
        if self._reading is not None and self._reading[0] == os.getpid():
            self._reading[1].close()
        self._reading = None

    def _rows(self, question: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with suppress(sqlite3.Error, OSError), _Opened(self.file) as database:
            return database.execute(question, values).fetchall()
        return []


def _row(page: Written) -> str:
    return json.dumps([page.key, page.stamp, page.title, page.anchors, page.scripts])


def _written(
    key: str, stamp: list[int], title: str, anchors: list[str] | None, scripts: list[str]
) -> Written:
    return Written(key, tuple(stamp), title, None if anchors is None else tuple(anchors), tuple(scripts))


class _Opened:
    """A database for one transaction. One that is damaged is taken away."""

    def __init__(self, file: Path | None) -> None:
        if file is None:
            raise OSError("nothing is kept")
        self.file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self.database = sqlite3.connect(file, timeout=_PATIENCE)

    def __enter__(self) -> sqlite3.Connection:
        return self.database

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: object) -> None:
        with suppress(sqlite3.Error):
            if kind is None:
                self.database.commit()
        self.database.close()
        if isinstance(fault, sqlite3.DatabaseError) and not isinstance(fault, sqlite3.OperationalError):
            self.file.unlink(missing_ok=True)
