"""`concordat new`: a file of each kind, started so that it passes the checks. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from concordat import addresses
from concordat.cli.asking import Listed, ask, day, keys, only, words
from concordat.cli.common import FOLDER, complete_address, existing, load, save_all
from concordat.cli.ground import Day, root_of, stop, write
from concordat.cli.region import region_command
from concordat.dates import in_words
from concordat.drafting import agreements, meetings, others
from concordat.drafting.text import NewFile, NotStarted
from concordat.model.events import EventKind
from concordat.model.forms import CouncilType
from concordat.record import Record

LIST = Listed()
_EVENT = click.Choice([str(each) for each in EventKind])
_TYPE = click.Choice([str(each) for each in CouncilType])


@click.group("new")
def new_group() -> None:
    """Start a file that passes the checks.

    What an option does not say is asked for on a terminal. Nothing is overwritten.
    """


def _body(record: Record, given: str | None) -> str:
    return ask(given or only(record.bodies), "--body", "Which body meets", read=words)


def _day(record: Record, body: str, given: date | None) -> date:
    known = record.meetings_of(body)
    announced = known[-1].front.next if known else None
    return ask(given, "--date", "The day of the meeting", default=announced, read=day)


def _started(make: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return make(*arguments)
    except NotStarted as fault:
        stop(str(fault))


def _write(path: Path, files: Sequence[NewFile]) -> None:
    save_all(root_of(path), files)


_BODY = click.option("--body", help="The body that meets, such as DCS.")
_DATE = click.option("--date", "on", type=Day(), help="The day of the meeting.")
_START = click.option("--start", help="When it begins, such as 10:00.")
_PLACE = click.option("--place", help="Where it is held.")


@new_group.command("agenda")
@_BODY
@_DATE
@_START
@_PLACE
@FOLDER
def agenda_command(
    body: str | None, on: date | None, start: str | None, place: str | None, path: Path
) -> None:
    """Start the agenda of a meeting, with the actions that are still open."""
    record = load(path, None)
    body = _body(record, body)
    when = _day(record, body, on)
    before = _started(meetings.attendance_before, record, body, when)
    sitting = meetings.Sitting(
        body,
        when,
        start=ask(start, "--start", "When it begins", default=before.start, read=words),
        place=ask(place, "--place", "Where it is held", default=before.place, read=words),
    )
    _write(path, [_started(meetings.agenda, record, sitting)])


@new_group.command("meeting")
@_BODY
@_DATE
@_START
@_PLACE
@click.option("--chair", help="The council whose office-holder took the chair.")
@click.option("--apologies", type=LIST, help="The councils that sent apologies, such as LDS,YOR.")
@click.option("--absent", type=LIST, help="The councils that neither came nor sent apologies.")
@click.option("--guests", type=LIST, help="Guests, with commas between them.")
@click.option("--next", "following", type=Day(), help="The day of the next meeting.")
@click.option("--from-agenda", "onto", is_flag=True, help="Write them into the agenda that is there.")
@FOLDER
def meeting_command(
    body: str | None,
    on: date | None,
    start: str | None,
    place: str | None,
    chair: str | None,
    apologies: tuple[str, ...] | None,
    absent: tuple[str, ...] | None,
    guests: tuple[str, ...] | None,
    following: date | None,
    onto: bool,
    path: Path,
) -> None:
    """Start the minutes of a meeting that was held.

    Attendance begins as at the last meeting, and every action that is still open is carried on.
    """
    record = load(path, None)
    body = _body(record, body)
    when = _day(record, body, on)
    before = _started(meetings.attendance_before, record, body, when)
    away = ask(apologies, "--apologies", "Apologies from", default=before.apologies, read=keys)
    missing = ask(absent, "--absent", "Absent without apologies", default=before.absent, read=keys)
    sitting = replace(
        before,
        start=ask(start, "--start", "When it began", default=before.start, read=words),
        place=ask(place, "--place", "Where it was held", default=before.place, read=words),
        chair=ask(chair, "--chair", "Which council took the chair", default=before.chair, read=words),
        apologies=away,
        absent=missing,
        represented={k: post for k, post in before.represented.items() if k not in (*away, *missing)},
        guests=ask(guests, "--guests", "Guests", default=before.guests, read=keys),
        next=following,
    )
    there = record.meeting(addresses.Meeting(body, when))
    planned = existing(root_of(path) / there.document.path) if there and onto else ""
    _write(path, [_started(partial(meetings.minutes, planned=planned), record, sitting)])
    last = meetings.last_held(record, body, when)
    if last is not None:
        write(f"Attendance begins as on {in_words(last.front.day)}: correct what was different.")


@new_group.command("post")
@click.option("--title", help="The title.")
@click.option("--date", "on", type=Day(), help="The day of the post; by default, today.")
@click.option("--authors", type=LIST, help="Keys of blog/.authors.yml, with commas between them.")
@click.option("--categories", type=LIST, help="Categories, with commas between them.")
@FOLDER
def post_command(
    title: str | None,
    on: date | None,
    authors: tuple[str, ...] | None,
    categories: tuple[str, ...] | None,
    path: Path,
) -> None:
    """Start a post of the blog."""
    record = load(path, None)
    title = ask(title, "--title", "The title", read=words)
    one = only(record.authors)
    question = f"Who writes it ({', '.join(record.authors)})"
    by = ask(authors, "--authors", question, default=(one,) if one else (), read=keys)
    about = ask(categories, "--categories", "Categories", default=(), read=keys)
    _write(path, [_started(others.post, record, title, on or record.today, by, about)])


@new_group.command("event")
@click.option("--title", help="What takes place.")
@click.option("--date", "on", type=Day(), help="Its day; of several, the first.")
@click.option("--kind", type=_EVENT, help="What it is.")
@click.option("--place", help="Where it is held.")
@FOLDER
def event_command(
    title: str | None, on: date | None, kind: str | None, place: str | None, path: Path
) -> None:
    """Start an event of the calendar that is no meeting."""
    record = load(path, None)
    title = ask(title, "--title", "What takes place", read=words)
    when = ask(on, "--date", "Its day", read=day)
    what = ask(kind, "--kind", f"What it is ({', '.join(EventKind)})", default="other", read=words)
    where = ask(place, "--place", "Where it is held", default="", read=words)
    _write(path, [_started(others.event, record, title, when, what, where)])


@new_group.command("edition")
@click.argument("agreement", required=False, shell_complete=complete_address)
@click.option("--edition", "name", help="Its number; by default, the one after the last.")
@FOLDER
def edition_command(agreement: str | None, name: str | None, path: Path) -> None:
    """Start the next edition of AGREEMENT, such as SLI, as a draft with the text in force."""
    record = load(path, None)
    agreement = ask(agreement or only(record.agreements), "AGREEMENT", "Which agreement", read=words)
    known, source = _started(agreements.next_edition, record, agreement)
    following = agreements.next_name(known) or None
    name = ask(name, "--edition", "The edition's number", default=following, read=words)
    if source is None:
        stop(f"{agreement} has no edition to begin with; write its first one by hand")
    root = root_of(path)
    table = existing(root / "agreements" / known.file.folder / "clauses.yml")
    text = existing(root / source.path)
    _write(path, _started(agreements.edition, record, known, source, name, text, table))
    write(f"Its text is that of {source.address}. Nobody has signed it.")


@new_group.command("agreement")
@click.option("--short-name", help="The name in references, such as SLI.")
@click.option("--title", help="The title.")
@click.option("--parties", type=LIST, help="The councils bound by it; by default, all in being.")
@click.option("--offices", type=LIST, help="The offices that sign; by default, all.")
@FOLDER
def agreement_command(
    short_name: str | None,
    title: str | None,
    parties: tuple[str, ...] | None,
    offices: tuple[str, ...] | None,
    path: Path,
) -> None:
    """Start an agreement, with the draft of its first edition."""
    record = load(path, None)
    short_name = ask(short_name, "--short-name", "Its short name, such as SLI", read=words)
    title = ask(title, "--title", "Its title", read=words)
    in_being = tuple(record.in_being_of(record.councils, record.today))
    bound = ask(parties, "--parties", "The councils bound by it", default=in_being, read=keys)
    sign = ask(offices, "--offices", "The offices that sign", default=tuple(record.offices), read=keys)
    _write(path, _started(agreements.agreement, record, short_name, title, bound, sign))


@new_group.command("council")
@click.option("--key", help="Its lasting key, such as LDS.")
@click.option("--name", help="Its official name.")
@click.option("--short-name", help="Its name for tables.")
@click.option(
    "--type", "kind", type=click.Choice([str(each) for each in CouncilType]), help="The kind of council."
)
@click.option("--code", help="Its GSS code, such as E08000035.")
@click.option("--from", "first", type=Day(), help="Its first day, where it is new.")
@FOLDER
def council_command(
    key: str | None,
    name: str | None,
    short_name: str | None,
    kind: str | None,
    code: str | None,
    first: date | None,
    path: Path,
) -> None:
    """Add a council to councils.yml."""
    record = load(path, None)
    key = ask(key, "--key", "Its lasting key, such as LDS", read=words)
    name = ask(name, "--name", "Its official name", read=words)
    short = ask(short_name, "--short-name", "Its name for tables", default=name, read=words)
    text = existing(root_of(path) / "councils.yml")
    _write(path, [_started(others.council, record, text, key, name, short, kind or "", code or "", first)])
    write("Add its key to the bodies in bodies.yml and to the agreements that it joins.")


@new_group.command("body")
@click.option("--key", help="Its key in addresses, such as DCS.")
@click.option("--name", help="Its name.")
@click.option("--office", help="The office whose holders meet.")
@click.option("--councils", type=LIST, help="The councils that belong to it; by default, all in being.")
@click.option("--quorum", type=click.IntRange(1), help="How many councils must take part.")
@FOLDER
def body_command(
    key: str | None,
    name: str | None,
    office: str | None,
    councils: tuple[str, ...] | None,
    quorum: int | None,
    path: Path,
) -> None:
    """Add a body, a group that meets, to bodies.yml, and make the page of its meetings."""
    record = load(path, None)
    key = ask(key, "--key", "Its key in addresses, such as DCS", read=words)
    name = ask(name, "--name", "Its name", read=words)
    office = ask(office or only(record.offices), "--office", "The office whose holders meet", read=words)
    in_being = tuple(record.in_being_of(record.councils, record.today))
    belong = ask(councils, "--councils", "The councils that belong to it", default=in_being, read=keys)
    text = existing(root_of(path) / "bodies.yml")
    _write(path, _started(others.body, record, text, key, name, office, belong, quorum))


new_group.add_command(region_command)
