"""The calendar: what takes place, its pages, and the files that calendar programs read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from concordat.calendar import events
from concordat.export.calendar import calendar_file
from concordat.export.published import Published
from concordat.record import Record
from concordat.views.calendar import calendar, calendar_of_year, earlier_years, upcoming_events
from tests.building import Built, build, lay_site
from tests.reading import record_of

TODAY = date(2017, 3, 1)
FILES = {
    "bodies.yml": "DCS:\n  name: Directors' meeting\n",
    "meetings/dcs/2014-02-07.md": "---\ndate: 2014-02-07\nstatus: approved\n---\n## 1. Item\n",
    "meetings/dcs/2017-02-03.md": '---\ndate: 2017-02-03\nstart: "10:00"\nstatus: draft\n---\n## 1. Item\n',
    "meetings/dcs/2017-04-07.md": (
        '---\ndate: 2017-04-07\nstart: "10:00"\nend: "12:30"\nplace: Hull\nstatus: agenda\n---\n## 1. Item\n'
    ),
    "meetings/dcs/2017-03-10.md": ('---\ndate: 2017-03-10\nstart: "10:00"\nstatus: cancelled\n---\nSnow.\n'),
    "calendar/summit.md": (
        '---\ntitle: "Summit: a, b; c"\ndate: 2017-03-28\nuntil: 2017-03-29\nstart: "09:30"\nend: "13:00"\n'
        "kind: summit\nmoved_from: [2017-03-20, 2017-03-21]\ndescription: What comes next.\n---\nA day.\n"
    ),
    "calendar/deadline.md": "---\ntitle: Papers due\ndate: 2017-03-24\nkind: deadline\n---\nSend them.\n",
    "calendar/festival.md": (
        "---\ntitle: Festival\ndate: 2017-11-16\nkind: conference\nstatus: provisional\n---\nA day.\n"
    ),
}


@pytest.fixture
def record() -> Record:
    return record_of(FILES, TODAY)


def _published(record: Record, base: str = "", changes: dict[str, datetime] | None = None) -> Published:
    return Published(record, base, {"calendar/summit.md": "calendar/summit/"}, changes or {})


def _entries(content: bytes) -> dict[str, icalendar.Event]:
    """The events that a client library finds in a file, by title; the first of each title."""
    found: dict[str, icalendar.Event] = {}
    for entry in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        assert isinstance(entry, icalendar.Event)
        found.setdefault(str(entry["summary"]), entry)
    return found


def test_what_comes_next(record: Record) -> None:
    lines = upcoming_events(record, TODAY)
    assert [(line.title.text, line.when, line.state) for line in lines] == [
        ("Directors' meeting", "Friday 10 March 2017, 10:00", "Cancelled"),
        ("Papers due", "Friday 24 March 2017", ""),
        (
            "Summit: a, b; c",
            "Tuesday 28 to Wednesday 29 March 2017, 09:30 to 13:00",
            "Moved from 21 March 2017",
        ),
        ("Directors' meeting", "Friday 7 April 2017, 10:00 to 12:30", ""),
        ("Festival", "Thursday 16 November 2017", "Provisional"),
    ]
    assert upcoming_events(record, date(2018, 1, 1)) == []


def test_an_event_is_to_come_until_its_last_day_is_over(record: Record) -> None:
    titles = [[line.title.text for line in upcoming_events(record, date(2017, 3, day))] for day in (29, 30)]
    assert titles[0] == ["Summit: a, b; c", *titles[1]]


def test_pages_go_by_month_and_earlier_years_have_their_own(record: Record) -> None:
    page = calendar(record)
    assert page.upcoming
    assert [month.name for month in page.upcoming] == ["March 2017", "April 2017", "November 2017"]
    assert [(month.name, len(month.events)) for month in page.past] == [("February 2017", 1)]
    assert earlier_years(record) == [2014]
    assert [cell.text for cell in page.years] == ["2014"]
    assert [month.name for month in calendar_of_year(record, 2014).past] == ["February 2014"]


def test_times_are_right_on_both_sides_of_the_clock_change(record: Record) -> None:
    """The summit is after the last Sunday of March, the meeting of February before it."""
    content = calendar_file(_published(record), "Calendar", events(record))
    found = icalendar.Calendar.from_ical(content)
    zone = found.walk("VTIMEZONE")[0]
    assert isinstance(zone, icalendar.Timezone)
    london = zone.to_tz(lookup_tzid=False)  # from the file's own rules, whatever the computer knows
    for day, hours in (("2017-03-25", 0), ("2017-03-26", 1), ("2017-10-28", 1), ("2017-10-29", 0)):
        noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=london)
        assert noon.utcoffset() == timedelta(hours=hours), day
        assert noon.utcoffset() == noon.replace(tzinfo=ZoneInfo("Europe/London")).utcoffset()
    starts = [entry.start for entry in found.walk("VEVENT") if isinstance(entry, icalendar.Event)]
    utc = [start.astimezone(UTC) for start in starts if isinstance(start, datetime)]
    assert datetime(2017, 2, 3, 10, 0, tzinfo=UTC) in utc
    assert datetime(2017, 3, 28, 8, 30, tzinfo=UTC) in utc


def test_what_a_calendar_program_reads(record: Record) -> None:
    changed = datetime(2017, 2, 20, 9, 5, tzinfo=UTC)
    published = _published(record, "https://region.example/site/", {"calendar/summit.md": changed})
    found = _entries(calendar_file(published, "Calendar", events(record)))
    summit = found["Summit: a, b; c"]
    assert summit.end == datetime(2017, 3, 29, 13, 0, tzinfo=ZoneInfo("Europe/London"))
    assert (summit.sequence, summit.status) == (2, "CONFIRMED")
    assert summit.DTSTAMP == summit.LAST_MODIFIED == changed
    assert summit.url == "https://region.example/site/calendar/summit/"
    assert summit.description == "What comes next."
    due = found["Papers due"]
    assert (due.start, due.end) == (date(2017, 3, 24), date(2017, 3, 25))
    assert datetime(2017, 3, 1, tzinfo=UTC) == due.DTSTAMP
    assert found["Festival"].status == "TENTATIVE"


def test_a_cancelled_meeting_is_called_off_and_not_taken_away(record: Record) -> None:
    called_off = [event for event in events(record) if str(event.status) == "cancelled"]
    entry = _entries(calendar_file(_published(record), "Calendar", called_off))["Directors' meeting"]
    assert (entry.status, entry.sequence) == ("CANCELLED", 1)


def test_identifiers_last(record: Record) -> None:
    """They depend on the file's name and the region alone, so a moved event is still the same one."""
    moved = {
        **FILES,
        "calendar/summit.md": FILES["calendar/summit.md"].replace("2017-03-28", "2017-03-27"),
    }
    uids = [
        {entry.uid for entry in _entries(calendar_file(_published(each), "Any", events(each))).values()}
        for each in (record, record_of(moved, date(2017, 3, 20)))
    ]
    assert uids[0] == uids[1]
    assert len(uids[0]) == 4
    named = record_of({**FILES, "region.yml": "name: Another\nidentity: The region\n"}, TODAY)
    assert uids[0] == {e.uid for e in _entries(calendar_file(_published(named), "", events(named))).values()}


def test_the_same_record_gives_the_same_bytes(record: Record) -> None:
    files = [calendar_file(_published(each), "Calendar", events(each)) for each in (record, record)]
    assert files[0] == files[1]
    assert b"\r\n" in files[0]
    assert max(len(line) for line in files[0].split(b"\r\n")) <= 75


def test_the_site_has_the_calendar_and_a_file_for_each_event_to_come(project_site: Built) -> None:
    found = icalendar.Calendar.from_ical((project_site.site / "calendar.ics").read_bytes())
    uids = [str(entry["uid"]) for entry in found.walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 14
    article = project_site.article("calendar/")
    hrefs = [href for _, href in article.links() if href.endswith(".ics")]
    assert hrefs == [
        "../calendar.ics",
        "challenge-event-2017.ics",
        "comments-on-edition-2.ics",
        "../meetings/dcs/2017-02-03.ics",
        "summit-2017.ics",
        "festival-of-social-work-2017.ics",
    ]
    for href in hrefs:
        assert icalendar.Calendar.from_ical((project_site.site / "calendar" / href).read_bytes())


def test_an_event_has_a_page_of_its_own(project_site: Built) -> None:
    head = project_site.article("calendar/summit-2017/").one("aside", "record-head")
    assert head.text().startswith(
        "Summit. It is confirmed. When Tuesday 28 March 2017, 10:00 to 15:30 Where Wakefield "
        "Moved from 21 March 2017 Calendar Add to calendar"
    )


def test_a_year_that_is_long_past_has_its_own_page(tmp_path: Path) -> None:
    docs = lay_site(tmp_path)
    for path, text in FILES.items():
        if path.startswith("calendar/"):
            (docs / path).parent.mkdir(exist_ok=True)
            (docs / path).write_text(text.replace("date: 2017-11-16", "date: 2014-02-07"), encoding="utf-8")
    page = "---\ntitle: Calendar\nregister: calendar\n---\n# Calendar\n"
    (docs / "calendar/index.md").write_text(page, encoding="utf-8")
    built = build(tmp_path)
    assert ("2014", "2014/") in built.article("calendar/").links()
    year = built.article("calendar/2014/")
    assert year.one("h1").text().startswith("Calendar of 2014")
    assert "Friday 7 February 2014" in year.text()
