"""Crawlers and browsers, as two lists that others keep know them: locked, whole, and never skipped.

The bounds: of a hundred names of crawlers one may pass for a person, of two thousand browsers one
for a program.
"""

import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import crawleruseragents
import fake_useragent
import pytest

from bench.crawlers import packed_list
from referrals.model.crawler.crawler import FILE, CrawlerPatterns, is_listed_crawler, pack_patterns
from referrals.model.era import moment_of
from referrals.model.link.click import Click
from referrals.model.link.visitor import RULES_VERSION, VisitorVerdict, judge
from tests.template import ROOT

LIST = json.loads(
    (Path(crawleruseragents.__file__).parent / "crawler-user-agents.json").read_text()
)
BROWSERS = files(fake_useragent) / "data/browsers.jsonl"


def verdicts(agents: Iterator[str]) -> Counter[VisitorVerdict]:
    at = moment_of(1_795_339_800)
    return Counter(
        judge(Click("", "", "", at, "", agent, "GET", "", "")).verdict for agent in agents
    )


def test_crawlers_are_no_people() -> None:
    found = verdicts(agent for entry in LIST for agent in entry["instances"])

    assert found.total() > 2000
    assert found[VisitorVerdict.PERSON] * 100 <= found.total()


def test_browsers_are_people() -> None:
    lines = BROWSERS.read_text().splitlines()
    found = verdicts(json.loads(line)["useragent"] for line in lines)

    assert found.total() > 6000
    assert (found.total() - found[VisitorVerdict.PERSON]) * 2000 <= found.total()


def test_the_file_is_what_the_locked_list_makes() -> None:
    assert FILE.read_text() == packed_list([entry["pattern"] for entry in LIST])


def test_the_same_release_is_locked_for_the_file_and_for_the_tests() -> None:
    def line(name: str) -> str:
        text = (ROOT / "requirements" / name).read_text()
        return next(line for line in text.splitlines() if line.startswith("crawler-user-agents"))

    assert line("crawlers.txt") == line("dev.txt")


@pytest.mark.parametrize("agent", ["Silk/3.1", "LCC (+http://corpora.example)"])
def test_a_pattern_that_asks_for_the_beginning_finds_it_there_alone(agent: str) -> None:
    assert is_listed_crawler(agent)
    assert not is_listed_crawler(f"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 {agent}")


def test_patterns_as_text_and_as_choice_are_both_found() -> None:
    found = CrawlerPatterns(["Foo\\/", "[bB]ar$"])

    assert [found.find(text) for text in ("a Foo/1", "a foo/1", "a bar", "bar a")] == [
        True,
        False,
        True,
        False,
    ]


def test_what_a_mark_finds_anyway_is_left_out() -> None:
    assert pack_patterns(["MyCrawler", "Other", "[cC]rawl"], ["crawl"]) == "Other\n[cC]rawl\n"


def test_the_new_rule_has_a_version_of_its_own() -> None:
    assert RULES_VERSION == 2
