"""The benchmarks, each on very little: that they run, not how fast."""

import json
from pathlib import Path

import checking
import following
import lighthouse
import merging
import pytest
import speed
import splitting


def test_checking_fills_a_project_that_a_check_passes(tmp_path: Path) -> None:
    assert checking.copies(tmp_path, 1) > 1
    clock, processors = checking.run(str(checking.BRIEFING), "check", "--root", str(tmp_path))
    assert min(clock, processors) > 0


def test_following_has_pages_whose_citations_are_led_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PAGES", 2)
    assert following.of_a_briefing(tmp_path / "pages") > 0
    (tmp_path / "others").mkdir()
    assert following.of_others(tmp_path / "others") > 0


def test_merging_has_pages_that_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "PAGES", 2)
    pages = merging.inputs()
    assert len(pages) == 2
    assert merging.ours(tmp_path / "ours", pages) > 0


def test_speed_makes_a_project_that_splits_into_pages(tmp_path: Path) -> None:
    root = speed.a_project(tmp_path / "project", 1)
    speed.process(*speed.COMMAND, "split", "--root", str(root))()
    assert speed.convert(sorted(root.glob("docs/*/*.md"))) > 0


def test_splitting_measures_each_method(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    themes = [
        {"id": "sea", "title": "The sea", "description": "Waves, tides and storms at the wall"},
        {"id": "tax", "title": "The tax", "description": "What the council takes from houses"},
    ]
    paragraphs = [
        {"text": "The storm drove waves over the wall at high tide.", "themes": ["sea"]},
        {"text": "The council will tax every house for ten years.", "themes": ["tax"]},
    ]
    labelled = tmp_path / "harbour.jsonl"
    document = {"id": "harbour", "themes": themes, "paragraphs": paragraphs}
    labelled.write_text(json.dumps(document) + "\n", "utf-8")
    assert splitting.main([str(labelled)]) == 0
    rows = capsys.readouterr().out.splitlines()[1:]
    assert [row.split()[-3] for row in rows] == ["100.0"] * len(splitting.METHODS)


def test_lighthouse_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lighthouse, "lighthouse", lambda: None)
    assert lighthouse.main() == 0
    assert "there is no Lighthouse" in capsys.readouterr().out
