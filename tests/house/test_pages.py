"""Pages for people: every link leads somewhere, and every decision is in its index."""

import re
import tomllib
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


ROOMS = (
    *("model", "steps", "store", "views", "providers"),
    *("routes", "pages", "desks", "wiring", "edge"),
)
TOP = ("awswire", "bench", "cli", "docs", "events", "functions", "layers", "requirements", "tests")
PATH = re.compile(rf"`((?:{'|'.join((*ROOMS, *TOP))})/[\w./-]*)`")


# BigCommerce's topics look like places in the store.
TOPIC = re.compile(r"store/order/(created|updated|statusUpdated|refund/created)\b")


# Kept out of the repository, and made by a command that the page names.
MADE_HERE = set((ROOT / ".gitignore").read_text().splitlines())


def stands(path: str) -> bool:
    """Whether a path that a page names leads to a file or folder, from the root or the package;
    `model/moment.stamp` is a name in a file.
    """
    if TOPIC.match(path) or path in MADE_HERE:
        return True
    places = (ROOT, ROOT / "layers/domain", ROOT / "layers/domain/referrals")
    return any(
        (place / path).exists() or (place / f"{name}.py").exists()
        for place in places
        for name in (path, path.rpartition(".")[0])
    )


def test_every_path_in_the_pages_is_right() -> None:
    wrong = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in PAGES
        for path in PATH.findall(page.read_text())
        if not stands(path)
    ]

    assert wrong == []


def test_every_page_is_in_the_index_for_its_reader() -> None:
    index = (ROOT / "docs/README.md").read_text()
    pages = [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs/algorithms").glob("*.md")]
    missing = [
        name
        for page in sorted(pages)
        if (name := page.relative_to(ROOT / "docs").as_posix()) != "README.md"
        and f"({name})" not in index
    ]

    assert missing == []


def test_the_changelog_knows_the_version() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.M)

    assert headings[0] == "Unreleased"
    assert headings[1] == declared


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    declared = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert declared
    explained = re.findall(r"^([a-z-]+):.*## \S", makefile, re.M)

    assert sorted(explained) == sorted(declared[1].split())
