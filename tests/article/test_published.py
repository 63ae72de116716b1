"""Revisions of our own account, such as publishers make: no citation is led astray."""

from pathlib import Path

from following import fates

from briefing.article.read import read
from briefing.article.split import split

ACCOUNT = Path(__file__).parents[2] / "articles" / "deepseek-effect.md"


def test_five_revisions_lead_no_citation_astray_and_flag_only_what_changed() -> None:
    versions = [read(ACCOUNT, ACCOUNT.name).body]
    paragraphs = versions[0].strip().split("\n\n")
    correction = "Correction: an earlier version gave another date for the release of R1."
    paragraphs.insert(3, correction)
    versions.append("\n\n".join(paragraphs))
    versions.append(versions[-1].replace("$5.6 million", "$5.9 million"))
    (gone,) = (each for each in paragraphs if each.startswith("DeepSeek is also reportedly"))
    versions.append(versions[-1].replace(f"{gone}\n\n", ""))
    paragraphs = versions[-1].split("\n\n")
    paragraphs[4], paragraphs[5] = paragraphs[5], paragraphs[4]
    paragraphs.append(paragraphs.pop(10))
    versions.append("\n\n".join(paragraphs))
    versions.append(versions[-1].replace("“", '"').replace("”", '"').replace("–", "-"))
    found = fates(versions)
    changed = [each for each in split(versions[1], "en") if "$5.6 million" in each.text]
    assert (found["wrong"], found["flagged needlessly"]) == (0, 0)
    assert found["flagged"] == len(changed) + 1
    assert found["right"] > 250
