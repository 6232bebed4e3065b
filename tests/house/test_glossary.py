"""The glossary: each word once, and none that nobody uses any more."""

import re
from collections import Counter

from tests.house.tree import CODE, ROOT, modules

PAGE = ROOT / "docs/glossary.md"


def glossary() -> list[str]:
    """The words in the first column, those that share a row one by one."""
    rows = re.findall(r"^\| ([^|]+) \|", PAGE.read_text(), re.M)
    return [word for row in rows if row not in ("Word", "---") for word in row.split(", ")]


def squeezed(text: str) -> str:
    """`budget shard`, `budget_shard` and `BudgetShard` are one."""
    return re.sub(r"[\s_-]+", "", text).lower()


def test_the_glossary_has_no_word_twice() -> None:
    assert [word for word, times in Counter(glossary()).items() if times > 1] == []


def test_every_word_of_the_glossary_is_used() -> None:
    pages = [page.read_text() for page in (ROOT / "docs").rglob("*.md") if page != PAGE]
    text = squeezed("\n".join([*pages, *(module.text for module in modules(*CODE))]))

    assert [word for word in glossary() if squeezed(word) not in text] == []


def test_every_drawer_s_noun_is_explained() -> None:
    # By the glossary where the word is ours; these are words that need no explaining.
    plain = {"people", "order", "privacy", "session", "delivery", "words"}
    drawers = {
        module.name.split("/")[4]
        for module in modules("layers")
        if module.name.startswith("layers/domain/referrals/model/") and module.name.count("/") > 4
    }

    assert drawers - plain - {"wordings"} - set(glossary()) == set()
