"""The advocate's page: moments, notes they got and may answer, and the goal that is shared."""

import pytest

from referrals.model.words.wording import languages
from referrals.wiring import clock, stores
from tests.advocate import answer, page, sign_in
from tests.arrival import BEN, give_address
from tests.corrector import place_order, shop
from tests.goals import follow, start
from tests.notes import ben_thanks, kept, mira_thanks
from tests.world import NOW


@pytest.fixture(autouse=True)
def signed_in(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    shop()
    place_order()
    give_address(show_first_name=True)
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()


def press(act: str, note_id: str, text: str = "") -> int:
    told = answer("note", {"act": act, "note": note_id, "text": text})
    return int(told["statusCode"])


def test_the_first_friend_and_the_shared_table_stand_on_it() -> None:
    start()
    follow()

    text = page("me").text

    assert "Ben came: your first friend here." in text
    assert "1 of 3 friends" in text


def test_without_a_goal_there_is_no_table() -> None:
    assert "Our goal" not in page("me").text


def test_a_note_is_read_and_answered_there() -> None:
    note = ben_thanks().note
    assert "The rye loaf!" in page("me").text

    assert press("reply", note.note_id, "With\npleasure.") == 303

    assert kept()[0].reply == "With\npleasure."
    assert "pleasure." in page("me").text


def test_what_is_put_away_is_gone_from_it() -> None:
    note = ben_thanks().note

    assert press("hide", note.note_id) == 303

    assert "The rye loaf!" not in page("me").text
    assert "Nobody has written to you yet." in page("me").text


def test_another_s_note_is_nobody_s_to_touch() -> None:
    note = mira_thanks(BEN).note

    assert [press(act, note.note_id, "x") for act in ("reply", "hide", "report")] == [404] * 3
    assert kept(BEN) == [note]


@pytest.mark.parametrize("tag", languages())
def test_its_parts_are_told_in_every_language(tag: str) -> None:
    stores.people().change("adv_ada", locale=tag)
    start()
    ben_thanks()

    found = page("me")

    assert found.first("html")["lang"] == tag
    assert "{" not in found.text


def test_the_circle_is_seen_by_who_agrees_to_it() -> None:
    before = page("me").text
    stores.people().change("adv_ada", consents={"circle": True})

    text = page("me").text

    assert "You agree, or take it back, in the settings" in before
    assert "Through you came" not in before
    assert "Through you came" in text
    assert "first name stands here only while its owner agrees" in text
