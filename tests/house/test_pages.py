"""Pages for people: every link leads somewhere, and every decision is in its index."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, complaint

PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted(path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)?(?:#([^)\s]+))?\)")


def anchors(page: Path) -> set[str]:
    """As the places that show these pages make them of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()).strip() for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


def dead_links(page: Path) -> Iterator[str]:
    for place, anchor in LINK.findall(page.read_text()):
        target = (page.parent / place) if place else page
        if place.startswith(("http:", "https:", "mailto:")):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            link = f"{place}#{anchor}" if anchor else place
            yield f"{page.relative_to(ROOT).as_posix()}: {link}"


def test_every_link_leads_somewhere() -> None:
    dead = [link for page in PAGES for link in dead_links(page)]

    assert not dead, complaint("No such file, or no such heading in it.", dead)


def test_every_decision_is_in_the_index() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text()

    assert re.findall(r"\(([0-9]{4}[^)]+)\)", index) == DECISIONS


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(name[:4]) for name in DECISIONS] == [*range(1, len(DECISIONS) + 1)]
