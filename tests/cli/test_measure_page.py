"""The page of measures: every definition stands on it, as its data says."""

from goodword.docs import pages
from referrals.model.measure.definition import definitions


def test_every_definition_stands_on_its_page() -> None:
    text = next(text for path, text in pages().items() if path.name == "measures.md")

    for each in definitions().values():
        assert f"`{each.name}`" in text
        assert each.words in text
