"""JSON Schemas: as the forms are; valid and invalid samples tell; editors are pointed at them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from concordat.read.front import split_front
from concordat.report.text import finding_text
from concordat.schema import SCHEMAS, Schema, schema_text
from tests.building import DOCS, ROOT
from tests.reading import record_of
from tests.running import invoke

FOLDER = DOCS / "assets" / "schemas"
SCHEMA = {schema.name: json.loads(schema_text(schema)) for schema in SCHEMAS}

VALID = (
    ("region", "name: R\ndemonstration: true\nas_of: 9 December 2016\nemail_domains: []\ncontacts:"),
    ("region", "{}"),
    ("councils", "offices: {dcs: Director}\ncouncils: {NO: {names: [{name: Norbury}], until: 2016-12-09}}"),
    ("bodies", "DCS: {name: Directors, quorum: 8}"),
    (
        "clauses",
        'host-theme: {"1": 4.2(a), "2": ["4.2", 5], repealed: DCS 2016-10-07 D1}\nother: {merged: x-y}',
    ),
    ("addresses", 'forwards: {a/b/: "a/#4.2(a)"}\ngone: {"#x": 12 words}'),
    ("edition", "edition: 2\nstatus: draft"),
    ("edition", 'edition: "2"\nstatus: in-force\nadopted_by: DCS 2016-12-09 D1\ncarries: []'),
    ("minutes", 'date: 2016-10-07\nstatus: draft\nstart: "9.30"\nrepresented: {LDS: Deputy}\napologies:'),
    ("event", "title: 2017\ndate: 13 January 2017\nkind: summit\nmoved_from: [2017-01-06]"),
    ("post", "date: 2016-10-07\ntitle: 2016"),
    ("post", "date: {created: 2016-10-07, updated: 2016-10-08}\nreadtime: 3"),
    ("page", "title: A\nregister: actions"),
)
INVALID = (
    ("region", "nam: R", "Additional properties are not allowed ('nam' was unexpected)"),
    ("region", "as_of: 09/12/2016", "'09/12/2016'"),
    ("region", "demonstration: perhaps", "'perhaps' is not"),
    ("councils", "councils: {}", "'offices' is a required property"),
    ("councils", "offices: {}\ncouncils: {leeds: {names: []}}", "'leeds' does not match any of the regexes"),
    (
        "councils",
        "offices: {}\ncouncils: {LDS: {names: [{name: L}], type: big}}",
        "'big' is not valid under any",
    ),
    ("bodies", "DCS: {name: Directors, quorum: 0}", "0 is less than the minimum of 1"),
    ("bodies", "dcs: {name: Directors}", "'dcs' does not match any of the regexes"),
    ("clauses", 'Host: {"1": "1"}', "'Host' does not match any of the regexes"),
    ("clauses", 'host: {"1": four}', "'four'"),
    ("clauses", "host: {repealed: DCS}", "'DCS'"),
    ("agreement", "short_name: sli\ntitle: T\nparties: [A1]\nsigning_offices: [dcs]", "'sli' does not match"),
    ("edition", 'edition: "2"\nstatus: drafted', "'drafted' is not one of"),
    ("signatures", "seal: sha256:12", "'sha256:12'"),
    ("event", "title: Summit\ndate: 2017-03-28\nkind: sumit", "'sumit' is not one of"),
    ("addresses", "forward: {a/: b/}", "Additional properties are not allowed ('forward' was unexpected)"),
    ("minutes", "date: 2016-10-07", "'status' is a required property"),
    ("minutes", "date: 7/10/16\nstatus: draft", "'7/10/16' does not match"),
    ("minutes", "date: 2016-10-07\nstatus: draft\npresent: LDS", "'LDS' is not of type"),
    ("minutes", "date: 2016-10-07\nstatus: draft\napproved_at: December", "'December'"),
    ("post", "date: 9 December 2016", "'9 December 2016'"),
    ("page", "register: everything", "'everything' is not valid under any"),
)


def loaded(text: str) -> Any:
    """What an editor makes of YAML, which to it is a way to write JSON: YAML 1.2, dates as texts."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text) or {}, default=date.isoformat))


def faults(name: str, text: str) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMA[name]).iter_errors(loaded(text))]


@pytest.mark.parametrize(("name", "text"), VALID, ids=[f"{row[0]}-{at}" for at, row in enumerate(VALID)])
def test_what_can_be_written_is_valid(name: str, text: str) -> None:
    assert faults(name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "said"), INVALID, ids=[f"{r[0]}-{i}" for i, r in enumerate(INVALID)]
)
def test_what_cannot_is_invalid(name: str, text: str, said: str) -> None:
    assert [message for message in faults(name, text) if said in message]


def test_the_check_and_the_schema_agree_on_the_samples() -> None:
    """The schema never marks what the check accepts."""
    paths = {
        "region": "region.yml",
        "councils": "councils.yml",
        "bodies": "bodies.yml",
        "page": "x.md",
        "clauses": "agreements/x/clauses.yml",
        "signatures": "agreements/x/1/signatures.yml",
        "addresses": "addresses.yml",
        "agreement": "agreements/x/agreement.yml",
        "edition": "agreements/x/2/index.md",
        "minutes": "meetings/dcs/2016-10-07.md",
        "event": "calendar/x.md",
        "post": "blog/posts/x.md",
    }
    rules = {"value-type", "key-unknown", "key-missing", "clause-key-form", "file-name"}
    for name, text, *said in (*VALID, *INVALID):
        page = f"---\n{text}\n---\nText.\n" if paths[name].endswith(".md") else text
        found = record_of({paths[name]: page}).findings
        marked = [finding_text(each) for each in found if each.rule in rules]
        assert bool(marked) == bool(said), (name, text, marked)


def test_every_schema_is_valid_itself_and_explains_its_keys() -> None:
    for name, schema in SCHEMA.items():
        Draft7Validator.check_schema(schema)
        keys = schema.get("properties", {})
        assert [key for key, value in keys.items() if not value.get("description")] == [], name


def test_the_schemas_in_the_record_are_those_of_the_forms() -> None:
    """`concordat schema --write docs/assets/schemas` writes them anew."""
    there = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert there == {schema.name: schema_text(schema) for schema in SCHEMAS}


def _files(schema: Schema) -> list[Path]:
    """The files that a schema is for; of a folder's own page it is only where it names that."""
    found = sorted(DOCS.glob(schema.files))
    return (
        found if schema.files.endswith(("index.md", "**/*.md")) else [p for p in found if p.stem != "index"]
    )


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_the_record_itself_is_valid(schema: Any) -> None:
    paths = [path for path in _files(schema) if "help/checks" not in path.as_posix()]
    own = {other for each in SCHEMAS if each.name != "page" for other in _files(each)}
    if schema.name == "page":
        paths = [path for path in paths if path not in own]
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        front = split_front(text, path.name)[0] if path.suffix == ".md" else text
        assert faults(schema.name, front) == [], path


def test_visual_studio_code_knows_every_schema_of_a_yaml_file() -> None:
    wired = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    yaml = [schema for schema in SCHEMAS if schema.files.endswith(".yml")]
    assert wired == {f"./docs/assets/schemas/{each.name}.json": f"docs/{each.files}" for each in yaml}


def test_visual_studio_code_reads_what_the_check_prints() -> None:
    task = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    (finding,) = record_of({"meetings/dcs/x.md": "---\ndate: 2016-10-07\nstatus: draft\n---\nx"}).findings
    match = re.search(pattern["regexp"], finding_text(finding), re.MULTILINE)
    assert match
    assert match[pattern["file"]] == "meetings/dcs/x.md"
    assert (match[pattern["line"]], match[pattern["column"]]) == ("1", "1")
    assert (match[pattern["severity"]], match[pattern["code"]]) == ("error", "file-name")
    assert match[pattern["message"]] == "'x.md' is not named after a date"


def test_every_yaml_file_of_the_record_names_its_schema() -> None:
    for schema in SCHEMAS:
        for path in DOCS.glob(schema.files):
            if path.suffix == ".yml":
                first = path.read_text(encoding="utf-8").partition("\n")[0]
                named = first.removeprefix("# yaml-language-server: $schema=")
                assert (path.parent / named).resolve() == FOLDER / f"{schema.name}.json", path


def test_the_command_lists_shows_and_writes(tmp_path: Any) -> None:
    listed = invoke("schema")
    assert listed.code == 0
    assert "minutes     meetings/*/[0-9]*.md\n" in listed.out
    assert json.loads(invoke("schema", "minutes").out) == SCHEMA["minutes"]
    assert (
        invoke("schema", "minute").err == "concordat: there is no schema 'minute'; did you mean 'minutes'?\n"
    )
    assert invoke("schema", "page", "--write", tmp_path).out == f"Written: {tmp_path}/page.json\n"
    assert [path.name for path in tmp_path.iterdir()] == ["page.json"]
    assert invoke("schema", "--write", tmp_path / "no").err.endswith("no' is no folder; make it first\n")
