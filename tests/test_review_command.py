"""`concordat review` on real repositories, and what it prints for people and for forges."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import markdown
import pytest

from concordat.cache import look
from concordat.gitfiles import two_states
from tests.html import parse
from tests.needs import need
from tests.repository import Repository, make_repository
from tests.running import invoke, snapshot, spawn

TEXT, MINUTES, POST = "agreements/pact/1/index.md", "meetings/dcs/2016-10-07.md", "blog/posts/visits.md"
APPROVED = "meetings/dcs/2016-08-05.md"

EXPECTED = Path(__file__).parent / "reviews"
"""What a review of the fixture `changed` says, word for word, by the name of the format."""


def _expected(name: str) -> str:
    return (EXPECTED / name).read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with the small record."""
    return make_repository(tmp_path / "record")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository in whose working tree three files are changed."""
    repository = make_repository(tmp_path_factory.mktemp("changed"))
    for path, old, new in (
        (TEXT, "every year", "every second year"),
        (MINUTES, "Owner: Clerk\n> Due: 2017-01-31", "Owner: Chair\n> Due: 2017-02-28"),
        (POST, "intervals ([DCS 2016-10-07 D1]).\n", "intervals ([DCS 2016-10-07 D1]).\n\n[Gone](gone.md)\n"),
    ):
        file = repository.docs / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        repository.write({path: text.replace(old, new)})
    return repository


def _first(repository: Repository, *options: str) -> str:
    return invoke("review", repository.docs, *options).out.partition("\n")[0]


# -- what is printed -------------------------------------------------------------------


def test_a_review_as_text(changed: Repository) -> None:
    ran = invoke("review", changed.docs, "--base", "main")
    assert (ran.code, ran.out, ran.err) == (1, _expected("review.txt"), "")


def test_a_review_as_a_comment(changed: Repository) -> None:
    site = ("--format", "markdown", "--site", "https://example.org/record")
    ran = invoke("review", changed.docs, "--base", "main", *site)
    assert (ran.code, ran.out) == (1, _expected("comment.md"))
    without = invoke("review", changed.docs, "--base", "main", "--format", "markdown").out
    assert without == re.sub(r"\[([^]]+)\]\(https:[^)]*\)", r"\1", _expected("comment.md"))


def test_a_review_on_the_lines_of_a_pull_request(changed: Repository) -> None:
    ran = spawn("review", "--base", "main", "--format", "github", cwd=changed.root)
    assert (ran.code, ran.out) == (1, _expected("annotations.txt"))


def test_a_review_for_programs_is_the_same_each_time(changed: Repository) -> None:
    runs = [invoke("review", changed.docs, "--base", "main", "--format", "json").out for _ in range(2)]
    assert runs[0] == runs[1]
    data = json.loads(runs[0])
    assert data["sentence"] == _expected("review.txt").partition("\n")[0]
    assert [row["rule"] for row in (*data["broken"], *data["new"])] == ["frozen-text", "link-broken"]
    assert data["counts"] == {"broken": 1, "new": 1, "following": 2, "standing": 0, "mended": 0}
    (edition,) = data["editions"]
    assert edition["changes"][0]["redline"][1] == ["insert", "second"]
    assert [signature["council"] for signature in edition["stale"]] == ["ALD", "BEC", "CRA"]
    assert data["meetings"][0]["entries"][0]["details"] == ["Owner", "Due"]
    assert data["files"] == [{"path": POST, "fate": "changed"}]
    assert not data["passes"]


def test_a_site_has_a_web_address(changed: Repository) -> None:
    ran = invoke("review", changed.docs, "--base", "main", "--site", "javascript:alert(1)")
    said = "concordat: 'javascript:alert(1)' is no web address; write it as https://example.org/record/\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


# -- what a forge shows ----------------------------------------------------------------

HOSTILE = (
    "</summary><script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=y> "
    "![i](http://evil.example/i) `code` **bold** http://evil.example @everyone #12 /approve &lt;b&gt; \\*"
)


def test_nothing_in_a_text_or_a_name_acts_as_markup(repository: Repository) -> None:
    name = "x`<img src=y onerror=z>` @everyone [a](http:b.example).md"
    text = f"# {HOSTILE}\n\n[{HOSTILE}](gone.md)\n"
    minutes = (repository.docs / MINUTES).read_text("utf-8")
    repository.write(
        {name: text, MINUTES: f"{minutes}\n> **Decision D2**\n> Concerns: {HOSTILE}\n>\n> {HOSTILE}\n"}
    )
    out = invoke("review", repository.docs, "--base", "main", "--format", "markdown").out
    page = parse(f"<html><body>{markdown.markdown(out, extensions=['md_in_html'])}</body></html>")
    kinds = {node.tag for node in page.all()}
    allowed = {"html", "body", "p", "strong", "em", "ul", "li", "code", "blockquote", "details", "summary"}
    assert kinds - allowed <= {"ins", "del"}
    for active in ("@everyone", "http://", "#12"):
        assert active not in re.sub(r"`[^\n]*`", "", out)
    assert [line for line in out.split("\n") if line.startswith("/")] == []


def test_a_comment_has_room_for_a_forge(repository: Repository) -> None:
    minutes = (repository.docs / MINUTES).read_text("utf-8")
    decisions = "".join(f"\n> **Decision D{n}**\n>\n> {'word ' * 900}\n" for n in range(2, 140))
    pages = {f"pages/{'long-' * 30}{n}.md": "[a](gone.md)\n" * 3 for n in range(400)}
    repository.write({MINUTES: minutes + decisions, **pages})
    out = invoke("review", repository.docs, "--base", "main", "--format", "markdown").out
    assert 50_000 < len(out) < 65_000
    assert out.count("<details>") == out.count("</details>")
    assert out.endswith("<!-- concordat review -->\n\n")
    assert " more\n" in out


def test_a_long_list_of_changes_is_cut_within_its_fold(repository: Repository) -> None:
    minutes = (repository.docs / MINUTES).read_text("utf-8")
    decisions = "".join(f"\n> **Decision D{n}**\n>\n> {'word ' * 900}\n" for n in range(2, 140))
    repository.write({MINUTES: minutes + decisions})
    out = invoke("review", repository.docs, "--base", "main", "--format", "markdown").out
    assert 50_000 < len(out) < 65_000
    assert re.search(r"\n- … and \d+ more\n\n</details>\n", out)


# -- what is compared ------------------------------------------------------------------


def test_nothing_is_written(changed: Repository) -> None:
    before = snapshot(changed.root)
    invoke("review", changed.docs, "--base", "main")
    assert snapshot(changed.root) == before


def test_files_on_disk_count_also_where_git_does_not_know_them(repository: Repository) -> None:
    repository.write({"about.md": "# About\n", POST: None})
    assert _first(repository, "--base", "main") == "This change takes out 1 post and adds 1 page."


def test_what_others_merged_meanwhile_is_no_part_of_the_change(repository: Repository) -> None:
    repository.branch("change", {"about.md": "# About\n"})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"other.md": "# Other\n"})
    assert _first(repository, "--base", "main", "--head", "change") == "This change adds 1 page."
    repository.git("checkout", "--quiet", "change")
    assert _first(repository, "--base", "main") == "This change adds 1 page."


def test_branches_without_a_common_commit_are_compared_as_they_are(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit({"about.md": "# About\n"})
    assert _first(repository, "--base", "main") == "This change adds 1 page."


def test_a_tag_and_a_commit_can_be_named(repository: Repository) -> None:
    repository.git("tag", "-a", "v1", "-m", "First")
    commit = repository.commit({"about.md": "# About\n"})
    assert _first(repository, "--base", "v1", "--head", commit) == "This change adds 1 page."


def test_other_line_ends_are_no_change(repository: Repository) -> None:
    text = (repository.docs / POST).read_bytes()
    repository.write({POST: text.replace(b"\n", b"\r\n")})
    assert _first(repository, "--base", "main") == "This change leaves the record as it is."


def test_a_record_that_is_new_is_all_new(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "record")
    repository.git("rm", "-r", "--quiet", "--cached", "docs")
    repository.git("commit", "--quiet", "--message", "Without a record")
    ran = invoke("review", repository.docs, "--base", "HEAD")
    assert ran.out.startswith("This change adds edition 1 of the PACT agreement (in force)")
    assert ran.code == 0


def test_a_record_at_the_top_of_its_repository(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "record")
    for path in repository.docs.iterdir():
        path.rename(repository.root / path.name)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "Move")
    (repository.root / "about.md").write_text("# About\n", encoding="utf-8")
    assert invoke("review", repository.root, "--base", "main").out.startswith("This change adds 1 page.")


def test_links_and_strange_names_are_followed_as_on_disk(repository: Repository) -> None:
    repository.write({"pages/ä ö\t☂.md": "# A\n", "other/b.md": "# B\n"})
    (repository.docs / "linked.md").symlink_to("other/b.md")
    (repository.docs / "folder").symlink_to("other")
    (repository.docs / "out.md").symlink_to("../../elsewhere.md")
    repository.commit({".hidden/x.md": "[a](gone.md)\n"})
    before, after = two_states(look(repository.docs), "HEAD", None)
    assert before.readings.keys() == after.readings.keys() >= {"linked.md", "folder/b.md", "pages/ä ö\t☂.md"}
    assert {path for path in before.readings if before.readings[path] != after.readings[path]} == set()
    assert (before.texts, after.texts) == ({}, {})


def test_a_file_of_many_megabytes_is_found_in_a_commit_too(repository: Repository) -> None:
    repository.branch("change", {"large.md": b"a\n" * 3_000_000})
    ran = invoke("review", repository.docs, "--base", "main", "--head", "change")
    assert "large.md:1:1: error[file-too-large]: the file has more than 4 MB, so it is not read" in ran.out


def test_a_repository_with_long_hashes(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "record")
    shutil.rmtree(repository.root / ".git")
    repository.git("init", "--quiet", "--initial-branch", "main", "--object-format", "sha256")
    repository.commit({})
    before, after = two_states(look(repository.docs), "main", None)
    assert all(before.readings[path] is after.readings[path] for path in after.readings)


def test_a_shallow_clone_compares_what_it_has(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"about.md": "# About\n"})
    clone = Repository(tmp_path / "clone")
    clone.root.mkdir()
    clone.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", ".")
    clone.write({"more.md": "# More\n"})
    assert _first(clone, "--base", "HEAD") == "This change adds 1 page."
    ran = invoke("review", clone.docs, "--base", "HEAD~1")
    assert ran.err == (
        "concordat: git knows no commit 'HEAD~1' here; name a branch, a tag or a commit, or fetch it first\n"
    )


# -- how it ends -----------------------------------------------------------------------


def test_a_warning_lets_a_change_pass(repository: Repository) -> None:
    repository.write({"empty.md": ""})
    ran = invoke("review", repository.docs, "--base", "main")
    assert (ran.code, ran.out.split("\n")[1]) == (0, "It can be merged; 1 thing is worth a look.")


@pytest.mark.parametrize("name", ["nowhere", "-x", "--help", "main:docs", ""])
def test_a_name_that_is_no_commit(name: str, repository: Repository) -> None:
    ran = invoke("review", repository.docs, f"--base={name}")
    said = f"git knows no commit '{name}' here; name a branch, a tag or a commit, or fetch it first"
    assert (ran.code, ran.out, ran.err) == (2, "", f"concordat: {said}\n")


def test_a_folder_outside_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    repository = make_repository(tmp_path / "record")
    shutil.rmtree(repository.root / ".git")
    ran = invoke("review", repository.docs, "--base", "main")
    said = f"'{repository.docs}' is in no git repository, so there is no earlier state to compare with"
    assert (ran.code, ran.err) == (2, f"concordat: {said}\n")


def test_a_computer_without_git(repository: Repository, tmp_path: Path) -> None:
    need("git")
    ran = spawn("review", repository.docs, "--base", "main", PATH=str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "concordat: this needs git, and this computer has none; install it\n"


def test_a_folder_without_a_record(tmp_path: Path) -> None:
    ran = invoke("review", tmp_path, "--base", "main")
    assert ran.code == 2
    assert "holds no record" in ran.err


def test_the_base_has_to_be_named() -> None:
    ran = invoke("review")
    assert ran.code == 2
    assert "Missing option '--base'" in ran.err


# -- what is recorded ------------------------------------------------------------------


def test_a_recorded_correction_of_a_signed_text_passes(repository: Repository) -> None:
    text = (repository.docs / TEXT).read_text("utf-8")
    repository.write({TEXT: text.replace("## 2 Visits", "## 2 The visits")})
    assert invoke("review", repository.docs, "--base", "main").code == 1
    options = ("--by", "DCS", "--what", "The title of 2", "--on", "2016-12-01", "--path", repository.docs)
    corrected = invoke("correct", "PACT/1", *options)
    assert (corrected.code, corrected.err) == (0, "")
    ran = invoke("review", repository.docs, "--base", "main")
    assert ran.out.split("\n")[:2] == [
        "This change rewords clause 2 of edition 1 of the PACT agreement, and records that as a correction.",
        "Nothing stands against it.",
    ]
    assert ran.code == 0
