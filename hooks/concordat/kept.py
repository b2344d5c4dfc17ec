"""Readings from the cache and into it. What it does not have is read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from concordat.cache import Cache
from concordat.packing import PackingError, pack, unpack
from concordat.read.documents import Reading
from concordat.shares import Work, aside, read_in_shares
from concordat.unseen import rows_of

_SMALL = 250
"""A shard of fewer readings is made one with the next that is kept."""


def read_with_cache(
    cache: Cache, work: Work, paths: Sequence[str], meanwhile: Callable[[], object] = lambda: None
) -> list[Reading]:
    """Return the readings of files: those that are kept, and `work` for the others; in no certain order.

    What had to be read is kept for the next run. `meanwhile`: see `read_in_shares`.
    """
    wanted, kept = set(paths), dict[str, list[Reading]]()
    found: dict[str, Reading] = {}
    dead = 0
    for name in cache.shards:
        readings = _readings_of(cache, name)
        live = [each for each in readings if cache.digests.get(each.path) == each.digest]
        kept[name] = live
        dead += len(readings) - len(live)
        found |= {each.path: each for each in live if each.path in wanted}
    fresh = read_in_shares(work, [path for path in paths if path not in found], meanwhile)
    if cache.folder and (fresh or dead or cache.moved):
        _keep(cache, kept, fresh, dead)
    return [*found.values(), *fresh]


def _readings_of(cache: Cache, name: str) -> tuple[Reading, ...]:
    packed = cache.shard(name)
    with suppress(PackingError):
        return unpack(packed) if packed else ()
    return ()


def _keep(cache: Cache, kept: dict[str, list[Reading]], fresh: Sequence[Reading], dead: int) -> None:
    """Keep what was read, together with the readings of small shards; all anew where half is of no use."""
    total = sum(map(len, kept.values()))
    folded = [name for name, live in kept.items() if len(live) < _SMALL or dead > total]
    readings = [each for name in folded for each in kept[name]]
    readings += [each for each in fresh if each.digest]
    cache.digests |= {each.path: each.digest for each in fresh if each.digest}
    cache.digests = {path: digest for path, digest in cache.digests.items() if path in cache.listing.stamps}
    cache.shards = [name for name in cache.shards if name not in folded]
    if readings:
        cache.shards.append(_name(cache, readings))

    def write() -> None:
        if readings:
            cache.keep_shard(cache.shards[-1], pack(readings))
        gists = {path: row for path, row in cache.gists().items() if path in cache.digests}
        cache.keep_gists(gists | rows_of(fresh))
        cache.keep_table()

    if len(readings) < _SMALL:
        write()
    else:
        cache.finish = aside(write)


def _name(cache: Cache, readings: Iterable[Reading]) -> str:
    held = sorted(f"{each.path}\0{each.digest}" for each in readings)
    return hashlib.sha256("\0".join([cache.version, *held]).encode(errors="surrogateescape")).hexdigest()[:32]
