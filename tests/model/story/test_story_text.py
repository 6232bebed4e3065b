"""What is kept of a text: one spelling, nothing that acts, and links that are only words."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.story.language import LANGUAGES, StoryLanguageError, story_language
from referrals.model.story.text import (
    MOST_LETTERS,
    ProductNameError,
    StoryTextError,
    excerpt,
    product_key,
    product_name,
    product_reference,
    story_text,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Good bread.  ", "Good bread."),
        ("One\r\ntwo\u2028three", "One\ntwo\nthree"),
        ("Air\n\n\n\n\nand space", "Air\n\nand space"),
        ("cafe\u0301", "café"),
        ("null\x00 and bell\x07", "null and bell"),
        ("over\u202eride\u2066 and \u200bnothing", "override and nothing"),
        ("half \ud83d of a letter", "half of a letter"),
        ("نان\u200cوا", "نان\u200cوا"),
        ("family 👩\u200d👧", "family 👩\u200d👧"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("tab\tstop", "tab stop"),
        ("private \ue000 use \ufffe", "private use"),
    ],
)
def test_a_text_is_kept_in_one_harmless_spelling(written: str, kept: str) -> None:
    assert story_text(written) == kept


def test_a_tower_of_accents_is_taken_down() -> None:
    assert len(story_text("Z" + "\u0335\u0321\u0328" * 500 + "algo")) < 20


@pytest.mark.parametrize("text", ["", "x", " \n ", "\u200b\u200b\u200b", "a" * 2001])
def test_too_little_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(StoryTextError):
        story_text(text)


@given(st.text(max_size=3000))
def test_what_is_kept_is_kept_the_same_again(text: str) -> None:
    try:
        kept = story_text(text)
    except StoryTextError:
        return

    assert story_text(kept) == kept
    assert kept == normalize("NFC", kept)
    assert not any(c < " " and c != "\n" for c in kept)
    assert len(kept) <= MOST_LETTERS


def test_whole_sentences_travel_with_a_link() -> None:
    text = "The rye keeps. " + "They know your name. " * 30

    travelling = excerpt(text)

    assert len(travelling) <= 280
    assert travelling.startswith("The rye keeps. They know your name.")
    assert travelling.endswith("name.")


def test_one_long_sentence_travels_as_its_first_words() -> None:
    assert excerpt("word " * 100) == "word " * 54 + "word…"


@given(st.text(min_size=1, max_size=2000), st.integers(min_value=2, max_value=400))
def test_an_excerpt_fits_always(text: str, most: int) -> None:
    assert len(excerpt(text, most)) <= most


def test_a_product_is_one_line_and_one_key() -> None:
    assert product_name("  Sunday\n rolls ") == "Sunday rolls"
    assert product_key("SUNDAY  Rolls") == product_key("sunday rolls")
    with pytest.raises(ProductNameError):
        product_name("x" * 81)


@pytest.mark.parametrize("odd", ["<b>", "a b", "x" * 65, "../../etc", "", "é"])
def test_an_odd_reference_is_none(odd: str) -> None:
    assert product_reference(odd) == ""
    assert product_reference("SKU-12/a") == "SKU-12/a"


def test_a_language_is_one_of_the_list() -> None:
    assert story_language("pt-BR") == "pt"
    assert all(story_language(tag) == tag for tag in LANGUAGES)
    with pytest.raises(StoryLanguageError):
        story_language("<b>")
