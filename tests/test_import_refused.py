"""`concordat import`: what it refuses, in one line, and without a word written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.bringing import bring
from tests.running import lay_base, snapshot
from tests.word import Word
from tests.word_files import FILES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_base(tmp_path / "docs")


def damaged(path: Path, name: str, content: bytes) -> Path:
    """Put other content into a part of a Word file."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as archive:
        for each in source.namelist():
            archive.writestr(each, content if each == name else source.read(each))
    return path


def test_what_is_no_word_file_is_refused(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, before = tmp_path / "x.docx", snapshot(root)
    good = Word().save(tmp_path / "good.docx").read_bytes()
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document/>'

    def said() -> str:
        ran = bring(root, path, "minutes")
        assert (ran.code, ran.out) == (2, "")
        assert snapshot(root) == before
        return ran.err.removeprefix(f"concordat: '{path}' ").rstrip("\n")

    assert said() == "cannot be read: no such file or directory"
    path.write_bytes(b"")
    assert said() == "cannot be read: it is not a Word file (.docx); save it as one from Word"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert said() == "cannot be read: there is no text in it; save it as .docx from Word"
    path.write_bytes(good)
    assert said() == (
        "concordat: the day of the meeting is not clear: it names none at its head; say which with --date"
    )
    damaged(path, "word/document.xml", b"<w:document")
    assert said().startswith("cannot be read: its part word/document.xml is damaged")
    path.write_bytes(good)
    damaged(path, "word/document.xml", bomb)
    assert said() == "cannot be read: its XML declares a document type, which Word never writes"
    monkeypatch.setattr("concordat.incoming.docx.LARGEST", 1000)
    path.write_bytes(good)
    assert said() == "cannot be read: it holds more than 0 MB"
    monkeypatch.setattr("concordat.cli.incoming.LARGEST", 1000)
    assert said() == "has more than 0 MB; make its images smaller"


def test_what_is_nested_without_end_is_refused(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("<blockquote>" * 3000 + "deep", encoding="utf-8")
    ran = bring(root, path, "minutes", "--date", "2016-12-09")
    assert (ran.code, ran.out, ran.err) == (2, "", f"concordat: '{path}' is nested too deep to be read\n")


REFUSED = (
    ("x.doc", (), "(.docx, .htm, .html, .markdown, .md); open it in Word and save it as .docx\n"),
    ("x.txt", (), "is not a file that can be brought in (.docx, .htm, .html, .markdown, .md)\n"),
    ("x.md", ("--body", "XX"), "there is no body 'XX'; bodies.yml has DCS\n"),
    ("x.md", (), "it names 9 December 2016 and 7 October 2016; say which with --date\n"),
)


@pytest.mark.parametrize(
    ("name", "options", "said"), REFUSED, ids=[f"{r[0]}-{i}" for i, r in enumerate(REFUSED)]
)
def test_what_is_not_clear_is_refused(
    name: str, options: tuple[str, ...], said: str, root: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("Minutes of 9 December 2016\n\nThe last were of 7 October 2016\n", "utf-8")
    ran = bring(root, tmp_path / name, "minutes", *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(said)


def test_without_pandoc_one_line_says_how_to_get_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("shutil.which", lambda name: None)
    path = FILES["styled"].save(tmp_path)
    monkeypatch.setattr("importlib.import_module", missing)
    ran = bring(root, path, "minutes")
    assert ran.code == 2
    assert ran.err == (
        "concordat: reading this file needs pandoc; get it with: python -m pip install pypandoc-binary\n"
    )
