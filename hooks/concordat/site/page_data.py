"""What the record says of each page: the views that its templates show."""

from __future__ import annotations

from typing import Any

from concordat.export.links import data_tables, edition_files, feed_links, licence, register_files
from concordat.model.records import EventFile, MeetingFile, PageFile, PostFile
from concordat.model.registers import Register
from concordat.places import Place
from concordat.record import Record
from concordat.review.rules import ALL_RULES
from concordat.site.build import Build
from concordat.views.arising import arising
from concordat.views.calendar import calendar, event_head
from concordat.views.cells import Cell, Table
from concordat.views.editions import edition_head, in_force_place, signatures
from concordat.views.home import home
from concordat.views.meetings import meeting_head, neighbours, people
from concordat.views.proof import proofs
from concordat.views.rewording import correction_list
from concordat.views.through_time import editions, timeline


def page_data(build: Build, path: str) -> dict[str, Any]:
    """Return what the record says of the page at a path, by the names that the templates know."""
    record, part = build.record, build.parts.get(path)
    if isinstance(part, MeetingFile):
        return {
            "head": meeting_head(record, part),
            "people": people(record, part),
            "arising": arising(record, build.arising.get(path, ())),
            "neighbours": neighbours(record, part),
        }
    if isinstance(part, EventFile):
        return {"head": event_head(record, part)}
    edition = build.editions.get(path) or build.shown.get(path)
    if edition is not None:
        own_page = path in build.editions
        signed = signatures(record, edition)
        agreement = record.agreements[edition.agreement]
        return {
            "head": edition_head(record, edition),
            "in_force": in_force_place(record, edition) if own_page else None,
            "tables": [signed] if signed else [],
            "files": edition_files(record, edition),
            "corrections": correction_list(record, edition),
            "editions": editions(record, agreement, edition),
            "timeline": None if own_page else timeline(record, agreement),
        }
    if path in build.none_in_force:
        agreement = build.none_in_force[path]
        return {"editions": editions(record, agreement, None), "timeline": timeline(record, agreement)}
    if path in build.made:
        made = build.generated[path]
        return {made.name: made.view()}
    if path in build.listings:
        shows = part.front.shows if isinstance(part, PageFile) else None
        return {"listing": build.listings[path], "files": register_files(shows)}
    if isinstance(part, PostFile):
        return {"related": build.related.get(path)}
    if path == "blog/index.md":
        return {"files": feed_links("posts")}
    return _made(build, part.front.shows) if isinstance(part, PageFile) and part.front.shows else {}


def _made(build: Build, shows: Register) -> dict[str, Any]:
    """Return what a page shows that asks for something else than a register."""
    record = build.record
    match shows:
        case Register.HOME:
            return {"home": home(record)}
        case Register.PROOF:
            return {"proofs": proofs(record)}
        case Register.CALENDAR:
            return {"calendar": calendar(record)}
        case Register.DATA:
            return {"tables": data_tables(record, build.exports), "licence": licence(record)}
        case Register.CHECKS:
            return {"tables": [_checks(record)]}
    return {}


def _checks(record: Record) -> Table:
    """Return the table of the rules; each leads to its page, where the record has one."""
    pages = {rule.id: Place(f"help/checks/{rule.id}.md") for rule in ALL_RULES}
    rows = tuple(
        (
            Cell(rule.id, pages[rule.id] if pages[rule.id].path in record.files else None),
            Cell(str(rule.severity), mark=str(rule.severity)),
            Cell(rule.summary),
        )
        for rule in ALL_RULES
    )
    return Table("Checks", ("Check", "Severity", "What it finds"), rows)
