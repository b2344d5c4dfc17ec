"""The drawing of the architecture, made from the code's imports: `python -m tests.drawing` draws it anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import mean

from tests.building import DOCS
from tests.imports import MEET_THE_WORLD, MODULES, ours, room_of

FILE = DOCS / "assets" / "images" / "architecture.svg"
WIDTH, ROW, BOX, GAP = 760, 58, 28, 10  # of the drawing at least, from row to row, of a box, between boxes
LETTER = 7.3  # how wide a letter of a name is at most

Rooms = Mapping[str, frozenset[str]]


def rooms() -> Rooms:
    """Return each room of the package with those that it imports itself."""
    known: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        if room := room_of(module):
            known.setdefault(room, set()).update({room_of(name) for name in ours(path)} - {"", room})
    return {room: frozenset(others) for room, others in sorted(known.items())}


def needed(all_rooms: Rooms) -> Rooms:
    """Return the imports that do not follow from others: what A has through B is not drawn from A."""
    below: dict[str, frozenset[str]] = {}

    def reach(room: str) -> frozenset[str]:
        if room not in below:
            below[room] = all_rooms[room].union(*(reach(other) for other in all_rooms[room]))
        return below[room]

    return {
        room: frozenset(one for one in others if not any(one in reach(other) for other in others - {one}))
        for room, others in all_rooms.items()
    }


def rows(all_rooms: Rooms) -> list[list[str]]:
    """Return the rooms from the roof down: each right below the lowest of those that import it."""
    height: dict[str, int] = {}

    def climb(room: str) -> int:
        if room not in height:
            height[room] = 1 + max((climb(other) for other in all_rooms[room]), default=-1)
        return height[room]

    top = max(climb(room) for room in all_rooms)
    for room in sorted(all_rooms, key=climb, reverse=True):
        users = [height[user] for user in all_rooms if room in all_rooms[user]]
        height[room] = min(users, default=top + 1) - 1
    return [[room for room in all_rooms if height[room] == at] for at in range(top, -1, -1)]


def ordered(all_rows: list[list[str]], lines: Rooms) -> list[list[str]]:
    """Return the rows, each room as near as can be above what it leads to and below what leads to it."""
    users = {room: {user for user in lines if room in lines[user]} for room in lines}
    wide = across(all_rows)
    for turn in range(24):
        at = {room: x for row in all_rows for room, x in zip(row, centres(row, wide), strict=True)}
        near: Mapping[str, Iterable[str]] = lines if turn % 2 else users
        all_rows = [
            sorted(row, key=lambda room: (mean([at[other] for other in near[room]] or [at[room]]), room))
            for row in all_rows
        ]
    return all_rows


def width(room: str) -> float:
    """Return how wide a room's box is."""
    return round(len(room) * LETTER + 20, 1)


def across(house: list[list[str]]) -> float:
    """Return how wide the drawing is: its fullest row needs room."""
    return max(WIDTH, *(sum(map(width, row)) + GAP * (len(row) + 1) for row in house))


def centres(row: list[str], wide: float) -> list[float]:
    """Return where the middles of a row's boxes are, the row itself in the middle of the drawing."""
    gap = min(5 * GAP, (wide - 2 * GAP - sum(map(width, row))) / max(1, len(row) - 1))
    total = sum(map(width, row)) + gap * (len(row) - 1)
    middles, x = [], (wide - total) / 2
    for room in row:
        middles.append(round(x + width(room) / 2, 1))
        x += width(room) + gap
    return middles


def drawing() -> str:
    """Return the drawing as SVG. It has its own ground, so that it is right on light and dark pages."""
    lines = needed(rooms())
    house = ordered(rows(lines), lines)
    wide = across(house)
    place = {
        room: (x, GAP + at * ROW)
        for at, row in enumerate(house)
        for room, x in zip(row, centres(row, wide), strict=True)
    }
    tall = len(house) * ROW - (ROW - BOX) + 2 * GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" role="img">',
        "<title>The rooms of the code, and what each imports</title>",
        f'<rect width="{wide}" height="{tall}" rx="6" fill="#fbfaf7"/>',
        '<g fill="none" stroke="#8a97a6" stroke-width="1.2">',
        *(_line(place[room], place[other]) for room in place for other in sorted(lines[room])),
        '</g><g font-family="ui-monospace,Menlo,Consolas,monospace" font-size="12.5" text-anchor="middle">',
        *(_box(room, *place[room]) for room in place),
        "</g></svg>",
    ]
    return "\n".join(parts) + "\n"


def _line(start: tuple[float, int], end: tuple[float, int]) -> str:
    (x, y), (to_x, to_y) = (start[0], start[1] + BOX), end
    bend = round((to_y - y) / 2, 1)
    return f'<path d="M{x} {y}C{x} {y + bend} {to_x} {to_y - bend} {to_x} {to_y}"/>'


def _box(room: str, x: float, y: int) -> str:
    wide = width(room)
    left = round(x - wide / 2, 1)
    fill = "#fbe7c6" if room in MEET_THE_WORLD else "#e7edf3"
    return (
        f'<rect x="{left}" y="{y}" width="{wide}" height="{BOX}" rx="4" fill="{fill}" stroke="#35506b"/>'
        f'<text x="{x}" y="{y + 18.5}" fill="#1b2733">{room}</text>'
    )


if __name__ == "__main__":
    FILE.write_text(drawing(), encoding="utf-8")
