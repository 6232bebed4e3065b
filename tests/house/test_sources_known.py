"""Every place that must know a source knows it, or is named with what it lacks."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from referrals.providers.shops.registry import MODULES
from tests.house.tree import ROOT
from tests.shops.fact_modules import FACTS, module_of

FEWEST_EVENTS = 2
PAGE = "docs/algorithms/conversions.md"
OURS = "signed"
"""Not a platform: the README calls it any shop that can sign."""


def text(path: str) -> str:
    return (ROOT / path).read_text()


def tables(path: str, first: str) -> list[str]:
    """The tables of a page whose first column is named so."""
    return re.findall(rf"^\| {first} \|[^\n]*\n(?:\|[^\n]*\n)+", text(path), re.MULTILINE)


def missing_files(name: str) -> Iterator[str]:
    module = name.replace("-", "_")
    if not (ROOT / f"cli/goodword/trial/{module}.py").exists():
        yield f"cli/goodword/trial/{module}.py: its bodies made up, as TOPICS"
    if find_spec(module_of(name)) is None:
        yield f"tests/shops/{module}/facts.py: what tests know of it, as FACTS"
    if name not in tomllib.loads(text("layers/domain/referrals/providers/shops/platforms.toml")):
        yield f"layers/domain/referrals/providers/shops/platforms.toml: a block [{name}]"
    if name not in json.loads(text("events/webhook_secrets.json")):
        yield f"events/webhook_secrets.json: the secret of its events, {name!r}"
    if len(list((ROOT / "events/conversions").glob(f"{name}_*.json"))) < FEWEST_EVENTS:
        yield f"events/conversions/{name}_<case>.json: {FEWEST_EVENTS} events at least"


def missing_words(name: str) -> Iterator[str]:
    heading = FACTS[name].heading if name in FACTS else name
    if not any(f"| `{name}` |" in table for table in tables("docs/sources.md", "Source")):
        yield f"docs/sources.md: a row `{name}` in the table of sources"
    if f"\n## {heading}\n" not in text(PAGE) and f"\n## {heading}:" not in text(PAGE):
        yield f"{PAGE}: a section `## {heading}` with worked examples"
    states, *amounts = tables(PAGE, "Source")
    if f"| {heading} |" not in states:
        yield f"{PAGE}: a row `{heading}` under `Before it is paid`"
    if name != "segment-server" and f"| {heading} |" not in "".join(amounts):
        yield f"{PAGE}: a row `{heading}` under `The reward base`"
    if name != OURS and heading.partition(",")[0] not in text("README.md"):
        yield f"README.md: {heading} under `Which shops`"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_list_knows_every_source(name: str) -> None:
    missing = [*missing_files(name), *missing_words(name)]

    assert not missing, "\n".join([f"The source {name} lacks:", *missing])
