"""Writing YAML back: one thing added, every comment, quote and order kept. Text in, text out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tokens import CommentToken

from concordat.addresses import number_key
from concordat.keys import Proposal
from concordat.model.signatures import CorrectedLine, Signature, TextCorrection
from concordat.seal import FORMS

_NESTED = re.compile(r"^[^\s#-][^\n]*:[^\S\n]*\n( +)[^\s#-]", re.MULTILINE)
_LIST = re.compile(r"^[A-Za-z_]+:[^\S\n]*\n(?P<offset> *)- ", re.MULTILINE)


def add_rows(text: str, proposals: Iterable[Proposal]) -> str:
    """Return a clause table with proposed numbers added to their rows, and with new rows at its end."""
    table = _load(text)
    for proposal in proposals:
        row = table.setdefault(proposal.key, CommentedMap())
        if proposal.merged:
            _append(row, "merged", proposal.merged)
        else:
            edition = next((key for key in row if str(key) == proposal.edition), _quoted(proposal.edition))
            kept = [each for each in _listed(row.get(edition)) if str(each) != proposal.replaces]
            numbers = [*kept, *map(_quoted, proposal.numbers)]
            _append(row, edition, numbers[0] if len(numbers) == 1 else _flow(numbers))
    return _dump(table, text)


def set_seal(text: str, digest: str, clauses: Mapping[str, str], opened: date | None) -> str:
    """Return signatures with the seal of a text and the digest of each clause.

    `opened` is the day from which it can be signed; None where the right one stands there already.
    """
    form = _load(text)
    if "opened" not in form:
        form.insert(0, "opened", opened)
    elif opened is not None:
        form["opened"] = opened
    if "form" not in form:
        form.insert([*form].index("opened") + 1, "form", FORMS[-1])
        _hand_on(form, "opened", form, "form")
    digests = CommentedMap({_quoted(number): each for number, each in clauses.items()})
    before = "form"
    for key, value in (("seal", digest), ("clauses", digests)):
        if key in form:
            if key == "clauses" and form[key]:
                _hand_on(form[key], [*form[key]][-1], digests, [*digests][-1])
            form[key] = value
        else:
            form.insert(list(form).index(before) + 1, key, value)
            _hand_on(
                form, before, form if key == "seal" else digests, key if key == "seal" else [*digests][-1]
            )
        before = key
    return _dump(form, text)


def add_signature(text: str, signature: Signature) -> str:
    """Return signatures with one more at the end."""
    form = _load(text)
    if not form.get("signatures"):
        form["signatures"] = CommentedSeq()
    form["signatures"].append(CommentedMap(signature.model_dump(by_alias=True, exclude_none=True)))
    return _dump(form, text)


def add_council(text: str, key: str, values: Mapping[str, Any]) -> str:
    """Return councils with one more at the end; `values` is its entry."""
    form = _load(text)
    if not form.get("councils"):
        form["councils"] = CommentedMap()
    form["councils"][key] = CommentedMap(values)
    return _dump(form, text)


def renumber_rows(text: str, edition: str, became: Mapping[str, str]) -> str:
    """Return a clause table with other numbers in one edition; `became` gives them by the old one's key."""
    table = _load(text)
    changed = False
    for row in table.values():
        column = next((key for key in row if str(key) == edition), None)
        if column is None:
            continue
        numbers = [became.get(number_key(str(number)), str(number)) for number in _listed(row[column])]
        if numbers != [str(number) for number in _listed(row[column])]:
            quoted = [_quoted(number) for number in numbers]
            row[column] = _flow(quoted) if isinstance(row[column], list) else quoted[0]
            changed = True
    return _dump(table, text) if changed else text


def add_body(text: str, key: str, values: Mapping[str, Any]) -> str:
    """Return bodies with one more at the end; `values` is its entry."""
    form = _load(text)
    listed = {name: _flow([*value]) if isinstance(value, tuple) else value for name, value in values.items()}
    form[key] = CommentedMap(listed)
    return _dump(form, text)


def set_keys(text: str, values: Mapping[str, Any]) -> str:
    """Return settings with keys set: one that is there in its place, a new one at the end."""
    form = _load(text)
    for key, value in values.items():
        if isinstance(value, dict):
            form[key] = CommentedMap(value)
            form[key].fa.set_flow_style()
        elif isinstance(value, tuple):
            form[key] = _flow(list(value))
        else:
            form[key] = _quoted(value) if isinstance(value, str) else value
    return _dump(form, text)


def add_correction(text: str, correction: TextCorrection) -> str:
    """Return signatures with one more correction at the end of theirs, before the signatures."""
    form = _load(text)
    fields = correction.model_dump(by_alias=True, exclude_none=True)
    fields |= {"by": _spoken(correction.by), "what": _spoken(correction.what)}
    if correction.decision:
        fields["decision"] = str(correction.decision)
    rows = CommentedSeq(map(_corrected_line, correction.lines))
    fields["lines"] = rows
    if form.get("corrections"):
        before = _end_of(form, "corrections")
    else:
        form.pop("corrections", None)
        keys = list(form)
        at = keys.index("signatures") if "signatures" in keys else len(keys)
        before = _end_of(form, keys[at - 1])
        form.insert(at, "corrections", CommentedSeq())
    form["corrections"].append(CommentedMap(fields))
    _hand_on(*before, rows[-1], [*rows[-1]][-1])
    return _dump(form, text)


def _end_of(form: CommentedMap, key: str) -> tuple[CommentedMap, str]:
    """Return the mapping and the key that stand last in a value: the comments below it belong to them."""
    value = form[key]
    while isinstance(value, CommentedSeq) and value:
        value = value[-1]
    return _end_of(value, [*value][-1]) if isinstance(value, CommentedMap) and value else (form, key)


def _corrected_line(line: CorrectedLine) -> CommentedMap:
    words = {key: _spoken(each) for key, each in (("old", line.old), ("new", line.new)) if each}
    clause = {"clause": _quoted(line.clause)} if line.clause else {}
    return CommentedMap({"line": line.line, **clause, **words})


def _spoken(text: str) -> str:
    """Return words in quotes: YAML would take some of them, such as `No` or `12:30`, for something else."""
    quoted: str = DoubleQuotedScalarString(text)
    return quoted


def _yaml(text: str) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    found = _LIST.search(text)
    offset = len(found["offset"]) if found else 2
    nested = _NESTED.search(text)
    yaml.indent(mapping=len(nested[1]) if nested else 2, sequence=offset + 2, offset=offset)
    return yaml


def _load(text: str) -> CommentedMap:
    loaded = _yaml(text).load(text)
    return CommentedMap() if loaded is None else loaded


def _dump(content: CommentedMap, text: str) -> str:
    written = io.StringIO()
    if text.strip() and _yaml(text).load(text) is None:  # nothing but comments, which belong to no key
        written.write(f"{text.rstrip()}\n")
    _yaml(text).dump(content, written)
    return written.getvalue()


def _append(row: CommentedMap, key: str, value: Any) -> None:
    """Set a key; a new one comes right after the last, before the comments that lead to the next row."""
    last = None if key in row or not row else [*row][-1]
    row[key] = value
    if last is not None:
        _hand_on(row, last, row, key)


def _hand_on(source: CommentedMap, last: str, target: CommentedMap, key: str) -> None:
    """Move the comments below one key to another, which now comes after it. Its own line's stay."""
    comments = source.ca.items.get(last)
    token = comments[2] if comments else None
    if token is None or not token.value.partition("\n")[2]:
        return
    own, _, below = token.value.partition("\n")
    target.ca.items[key] = [None, None, CommentToken(f"\n{below}", token.start_mark, None), None]
    token.value = f"{own}\n"
    if not own:
        del source.ca.items[last]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _flow(values: list[Any]) -> CommentedSeq:
    sequence = CommentedSeq(values)
    sequence.fa.set_flow_style()
    return sequence


def _quoted(text: str) -> str:
    """Return a text that is written in quotes where YAML would take it for a number."""
    return DoubleQuotedScalarString(text) if re.fullmatch(r"[\d.:]+", text) else text
