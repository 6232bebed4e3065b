"""Every language says everything, and numbers, dates and plurals follow it."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from referrals.model.words.wording import languages, plural, wishes, wording, wording_for

FORMS = {
    "ar": {"zero", "one", "two", "few", "many", "other"},
    **{tag: {"one", "other"} for tag in ("de", "en", "es", "fr", "pt-BR")},
}
EVENING = datetime(2026, 12, 5, 22, 30, tzinfo=UTC)


def sentences(tag: str) -> dict[str, Any]:
    return {
        f"{part}.{name}": sentence
        for part, told in wording(tag).words.items()
        if part not in ("language", "number", "date")
        for name, sentence in told.items()
    }


def gaps(sentence: Any) -> set[str]:
    return set(re.findall(r"{(\w+)}", str(sentence)))


def test_six_languages_are_spoken() -> None:
    assert set(languages()) == FORMS.keys()


@pytest.mark.parametrize("tag", FORMS)
def test_a_language_says_every_sentence(tag: str) -> None:
    assert sentences(tag).keys() == sentences("en").keys()


@pytest.mark.parametrize("tag", FORMS)
def test_a_translation_fills_the_same_gaps(tag: str) -> None:
    differing = [
        name
        for name, sentence in sentences("en").items()
        if gaps(sentences(tag)[name]) != gaps(sentence)
    ]

    assert differing == []


@pytest.mark.parametrize("tag", FORMS)
def test_every_plural_form_is_there(tag: str) -> None:
    plurals = [told for told in sentences(tag).values() if isinstance(told, dict)]

    assert [told.keys() for told in plurals] == [FORMS[tag]] * len(plurals)
    assert plurals


@pytest.mark.parametrize("tag", FORMS)
def test_a_sentence_is_never_the_english_one(tag: str) -> None:
    same = [name for name, told in sentences(tag).items() if told == sentences("en")[name]]

    assert tag == "en" or len(same) <= 2


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("en", "€1,234.50"),
        ("de", "1.234,50\u00a0€"),
        ("fr", "1\u202f234,50\u00a0€"),
        ("pt-BR", "€\u00a01.234,50"),
        ("ar", "1,234.50\u00a0€"),
    ],
)
def test_money_is_written_the_language_s_way(tag: str, told: str) -> None:
    assert wording(tag).money(123450, "EUR") == told


def test_a_currency_without_a_sign_keeps_its_code() -> None:
    assert wording("en").money(500, "CHF") == "CHF\u00a05.00"
    assert wording("de").money(500, "CHF") == "5,00\u00a0CHF"
    assert wording("en").money(500, "JPY") == "¥500"


def test_a_date_is_the_reader_s_own_day() -> None:
    assert wording("en").date(EVENING, "Europe/Berlin") == "5 December 2026"
    assert wording("de").date(EVENING, "Asia/Tokyo") == "6. Dezember 2026"
    assert wording("en").date(EVENING, "Nowhere/Land") == "5 December 2026"


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, "zero"), (1, "one"), (2, "two"), (7, "few"), (11, "many"), (99, "many"), (100, "other")],
)
def test_arabic_has_six_plural_forms(number: int, form: str) -> None:
    assert plural("ar", number) == form


def test_french_counts_nothing_as_one() -> None:
    assert (plural("fr", 0), plural("en", 0), plural("pt-BR", 0)) == ("one", "other", "one")


@pytest.mark.parametrize(
    ("wished", "tag"),
    [
        ("de-AT", "de"),
        ("pt", "pt-BR"),
        ("pt_PT", "pt-BR"),
        ("AR-eg", "ar"),
        ("xx", "en"),
        ("", "en"),
    ],
)
def test_the_nearest_language_is_spoken(wished: str, tag: str) -> None:
    assert wording_for(wished).tag == tag


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("de-CH, fr;q=0.9, *;q=0.1", ["de-CH", "fr"]),
        ("en;q=0, es;q=0.2, ar", ["ar", "es"]),
        ("fr;q=high, ;;;, de;q=-1", []),
        ("", []),
    ],
)
def test_what_a_browser_asks_for_is_understood(header: str, wanted: list[str]) -> None:
    assert wishes(header) == wanted
