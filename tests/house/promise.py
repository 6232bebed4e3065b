"""What the pages and wordings promise, and what docs/promises.md says of each promise."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.house.tree import ROOT

TABLE = ROOT / "docs/promises.md"
WORDINGS = "layers/domain/referrals/model/words/wordings/en"
# Explained in docs/promises.md: they hold no sentence to whoever runs or meets the program.
PASSED_BY = (
    *("promises.md", "glossary.md", "errors.md", "drawers.md", "performance.md"),
    "measures.md",
)

COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|\d[\d,.]*)"
SPAN = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
TIME = rf"(?:{COUNT}|an?(?: few)?) {SPAN}"
# "Once" may also mean "as soon as": then a subject follows.
SUBJECT = (
    r"(?:more|called|someone|somebody|something|the|it|he|she|they|you|there|that|all|"
    r"its|their|our|your|a decision)"
)
WORDS = (
    r"never",
    r"always",
    r"for ever",
    r"twice",
    rf"(?<!at )once(?! {SUBJECT}\b)",
    r"at most",
    r"no more than",
    r"not more than",
    rf"within (?:{COUNT}|{TIME})",
)
IN_PAGES = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.I)
# A wording is short, and read by whom it is about: there every span of time is a promise.
IN_WORDINGS = re.compile(rf"\b(?:{'|'.join(WORDS)}|{TIME})\b", re.I)


@dataclass(frozen=True, slots=True)
class Promise:
    page: str
    words: str
    """As they stand there, without marks of emphasis."""
    keeper: str
    """Node ids of tests; or, without any, why it is none that a test could keep."""

    @property
    def tests(self) -> list[str]:
        return re.findall(r"`(tests/[\w/]+\.py(?:::Test\w+)?::test_\w+)`", self.keeper)


def plain(text: str) -> str:
    """One line, without fences and emphasis; links by their text alone."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(text.replace("**", "").replace("\\|", "|").split())


def pages() -> list[str]:
    docs = ROOT / "docs"
    found = [*docs.glob("*.md"), *docs.glob("algorithms/*.md")]
    read = [
        path
        for path in sorted(found)
        if path.name not in PASSED_BY and not path.name.startswith("adding-")
    ]
    wordings = sorted((ROOT / WORDINGS).glob("*.toml"))
    places = [ROOT / "README.md", ROOT / "SECURITY.md", *read, *wordings]
    return [path.relative_to(ROOT).as_posix() for path in places]


def sentences_of(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for inner in part.values():
            yield from sentences_of(inner)
    elif isinstance(part, str):
        yield part


@cache
def text_of(page: str) -> str:
    text = (ROOT / page).read_text()
    if page.endswith(".toml"):
        return "\n".join(" ".join(each.split()) for each in sentences_of(tomllib.loads(text)))
    return plain(text)


@cache
def table() -> tuple[Promise, ...]:
    """Every row below a heading that names a page."""
    found, page = [], ""
    for line in TABLE.read_text().splitlines():
        if heading := re.match(r"### `(.+)`", line):
            page = heading[1]
        row = re.match(r"\| ((?:[^|\\]|\\.)+) \| (.+) \|$", line)
        if page and row and row[1] != "Promise":
            found.append(Promise(page, row[1].replace("\\|", "|"), row[2]))
    return tuple(found)


def untold(page: str, rows: list[Promise]) -> Iterator[str]:
    """Promising words of a page that no row's words cover, with what stands around them."""
    text = text_of(page)
    covered = [found.span() for row in rows for found in re.finditer(re.escape(row.words), text)]
    pattern = IN_WORDINGS if page.endswith(".toml") else IN_PAGES
    for found in pattern.finditer(text):
        if not any(start <= found.start() and found.end() <= end for start, end in covered):
            around = text[max(0, found.start() - 90) : found.end() + 60]
            yield f"{page}: …{' '.join(around.split())}…"


@cache
def names_in(module: str) -> frozenset[str]:
    path = ROOT / module
    if not path.exists():
        return frozenset()
    body = ast.parse(path.read_text()).body
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    inner = [(f"{each.name}::", each.body) for each in classes]
    return frozenset(
        f"{before}{node.name}"
        for before, nodes in [("", body), *inner]
        for node in nodes
        if isinstance(node, ast.FunctionDef)
    )


def exists(test: str) -> bool:
    module, _, name = test.partition("::")
    return name in names_in(module)
