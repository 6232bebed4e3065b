"""Cards: what is said fits, in any script, and nothing that was written is markup."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.card.card import HEIGHT, NAME, WIDTH, CardFacts, card_name
from referrals.model.card.card_facts import card_facts
from referrals.model.card.drawing import card_svg
from referrals.model.card.layout import LEADING, fit_line, fit_lines
from referrals.model.card.letter_width import is_drawable, is_right_to_left, plain_text, runs_of
from referrals.model.card.letter_width import text_width as width
from referrals.model.people.person import Consents
from referrals.providers.card_renderer import draw_png
from tests.world import a_link, a_reader, rules

BREAD = "Their sourdough tastes like my grandmother’s."
ARABIC = "خبزهم يشبه خبز جدتي"
FACTS = CardFacts(BREAD, "Ada thought of you", "Ada", "Lindner", "10% off", "ltr", "", "serif")


def texts(facts: CardFacts) -> list[str]:
    drawn = ElementTree.fromstring(card_svg(facts))  # noqa: S314 - our own
    return [str(each.text) for each in drawn.iter() if each.text]


def test_a_card_says_the_words_the_name_and_the_offer() -> None:
    said = " ".join(texts(FACTS))

    assert "Their sourdough tastes" in said
    assert "Ada · 10% off" in said
    assert "Lindner" in said


def test_a_card_without_words_says_who_thought_of_whom() -> None:
    assert "Ada thought of you" in texts(FACTS._replace(words=""))


@given(st.text(max_size=280))
def test_whatever_is_written_stays_text(words: str) -> None:
    plain = plain_text(words)
    facts = FACTS._replace(words=plain if is_drawable(plain) else "", shop_name=plain or "Lindner")

    drawn = ElementTree.fromstring(card_svg(facts))  # noqa: S314 - our own
    elements = {each.tag.rpartition("}")[2] for each in drawn.iter()}
    assert elements == {"svg", "rect", "circle", "text"}


@pytest.mark.parametrize("letter", ["W", "i", "ä", "m ", "🥐", "خ"])
def test_words_of_any_width_fit(letter: str) -> None:
    found = fit_lines(letter * 280, "words-italic", 1040, 332)

    assert found.size * LEADING * len(found.lines) <= 332
    assert max(width(line, "words-italic") for line in found.lines) * found.size <= 1041


def test_few_words_are_larger_than_many() -> None:
    sizes = [fit_lines(BREAD * times, "words-italic", 1040, 332).size for times in (1, 3, 6)]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_a_long_line_ends_with_an_ellipsis() -> None:
    cut = fit_line("Bäckerei " * 30, "words", 900, 34)

    assert cut.endswith("…")
    assert width(cut, "words") * 34 <= 900


def test_emoji_stand_in_texts_of_their_own() -> None:
    runs = [(run.text, run.is_emoji) for run in runs_of("Best 🥐 and 👩‍👩‍👧!", "words")]

    assert runs == [
        ("Best ", False),
        ("🥐", True),
        (" and ", False),
        ("👩‍👩‍👧", True),
        ("!", False),
    ]


def test_a_family_and_a_flag_are_one_sign_wide() -> None:
    assert width("👩‍👩‍👧", "words") == width("🇩🇪", "words") == width("🥐", "words")


@pytest.mark.parametrize(("text", "kept"), [("漢字", False), ("Łukasz", True), (ARABIC, True)])
def test_letters_that_no_font_has_are_known(text: str, kept: bool) -> None:
    assert is_drawable(text) is kept


def test_arabic_stands_at_the_right_edge() -> None:
    svg = card_svg(FACTS._replace(words=f"{ARABIC} Sourdough"))

    line = next(text for text in re.findall(r"<text.*?</text>", svg) if ARABIC[:3] in text)
    assert 'text-anchor="end"' in line
    assert 'font-family="goodword naskh"' in line
    assert is_right_to_left(ARABIC)


def test_a_name_follows_from_what_is_on_the_card() -> None:
    changed = [FACTS._replace(**{field: "x"}) for field in FACTS._fields]
    names = {
        card_name("ada", FACTS),
        card_name("ben", FACTS),
        *(card_name("ada", c) for c in changed),
    }

    assert len(names) == 2 + len(changed)
    assert all(NAME.fullmatch(name) for name in names)
    assert a_link().card_address("https://go.shop.example") == ""


def test_a_card_keeps_to_what_its_advocate_lets_others_read() -> None:
    link = a_link(words="漢字", offer="a tree")
    named = a_reader(consents=Consents(show_first_name=True))

    silent = card_facts(link, rules(), a_reader(locale="de"))
    open_one = card_facts(link, rules(), named)

    assert (silent.advocate, silent.words) == ("", "")
    assert silent.title == "Jemand hat an Sie gedacht"
    assert open_one.title == "Ada thought of you"


@pytest.mark.parametrize("words", [BREAD, ARABIC, "Best 🥐 👩‍👩‍👧 🇩🇪 ❤️!", "W" * 280, ""])
def test_a_card_is_drawn_small_enough_for_every_messenger(words: str) -> None:
    drawn = draw_png(FACTS._replace(words=words))

    size = int.from_bytes(drawn[16:20]), int.from_bytes(drawn[20:24])
    assert size == (WIDTH, HEIGHT)
    assert len(drawn) < 300_000
