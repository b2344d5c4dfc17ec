"""A site whose navigation names only pages that somebody wrote."""

from __future__ import annotations

from pathlib import Path

from tests.building import build, lay_site


def test_pages_made_from_the_record_need_no_place_in_the_navigation(tmp_path: Path) -> None:
    docs = lay_site(tmp_path)
    config = tmp_path / "mkdocs.yml"
    written = "".join(f"  /{path.relative_to(docs).as_posix()}\n" for path in docs.rglob("*.md"))
    text = config.read_text(encoding="utf-8").replace("nav: null\nnot_in_nav: null\n", "")
    config.write_text(f"{text}nav: [{{Home: index.md}}]\nnot_in_nav: |\n{written}", encoding="utf-8")
    built = build(tmp_path, "--strict")
    assert (built.code, "not included" in built.log) == (0, False)
    assert "agreements/pact/changes/1-to-2/index.html" in built.names()
