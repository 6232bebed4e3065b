"""docs/promises.md names every promise of pages and wordings, with the test that keeps it."""

from tests.house.promise import exists, pages, table, text_of, untold
from tests.house.tree import complaint

WHY = 12
"""Letters of a reason at least: shorter ones say nothing."""


def test_every_promise_is_kept_or_excused() -> None:
    rows = table()
    missing = [
        each for page in pages() for each in untold(page, [row for row in rows if row.page == page])
    ]

    hint = "Name the test that keeps it in docs/promises.md, or say there why none can."
    assert not missing, complaint(hint, missing)


def test_every_promise_still_stands_as_it_is_told() -> None:
    known = set(pages())
    gone = [
        f"{row.page}: {row.words}"
        for row in table()
        if row.page not in known or row.words not in text_of(row.page)
    ]

    assert not gone, complaint("Take it out of docs/promises.md, or tell it as it is now.", gone)


def test_every_keeper_of_a_promise_exists() -> None:
    gone = [f"{row.words}: {test}" for row in table() for test in row.tests if not exists(test)]

    assert not gone, complaint("Name the test that keeps it now.", gone)


def test_a_promise_without_a_test_says_why() -> None:
    silent = [row.words for row in table() if not row.tests and len(row.keeper) < WHY]

    assert table()
    assert not silent, complaint("Say why no test can keep it.", silent)


def test_a_new_promise_is_noticed() -> None:
    """The rule itself, on words that nobody wrote."""
    page = "README.md"
    told = [row for row in table() if row.page == page]

    assert not [*untold(page, told)]
    assert [*untold(page, told[1:])]
