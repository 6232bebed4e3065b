"""A nudge's own pages: the link and quiet ways to pass it on, not now, and never."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import program as program_desk
from referrals.model.experiment.nudge_arm import NudgeTrialEntry
from referrals.model.insight.insight import Counter
from referrals.model.link.link import LinkStatus
from referrals.model.people.person import Consents
from referrals.steps.experiment.end_experiment import end_experiment
from referrals.store.table import transact
from referrals.wiring import clients, clock, nudge_stores, page_stores, session_stores, stores
from tests.portal import PortalPage, answer, handler, page, request_event
from tests.steps.nudge.nudge_trial import begin, declared
from tests.world import NOW, a_link, a_program, a_reader

PRESSED = {
    "sec-fetch-site": "same-origin",
    "sec-fetch-mode": "navigate",
    "sec-fetch-user": "?1",
}
AGREED = Consents(mail=True, nudges=True, surveys=True)


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    stores.programs().add(a_program())
    stores.people().add(a_reader(consents=AGREED, codes={"friends": "ada-bakes"}, locale="de"))
    stores.links().create(a_link())


def consents() -> Consents:
    return stores.people().get("adv_ada").consents


def test_the_link_comes_with_three_ways_that_need_no_post() -> None:
    told = page("nudge_page")
    places = [share(address)["headers"]["location"] for address in ways(told)]

    assert "Ein einziger Mensch genügt" in told.text
    assert "go.shop.example/r/ada-bakes" in told.text
    assert [place.partition("=")[0] for place in places] == [
        "mailto:?subject",
        "https://wa.me/?text",
        "sms:?&body",
    ]
    assert "subject=Ich%20habe" in places[0]
    assert told.first("img")["alt"]


def test_the_code_is_drawn_at_an_address_of_its_own() -> None:
    drawn = get(str(page("nudge_page").first("img")["src"]))
    stores.links().create(a_link("another"))
    stores.people().change("adv_ada", codes={"friends": "another"})
    other = get(str(page("nudge_page").first("img")["src"]))

    assert drawn["headers"]["content-type"] == "image/svg+xml"
    assert "private" in drawn["headers"]["cache-control"]
    assert drawn["body"].startswith("<svg")
    assert other["body"] != drawn["body"]
    assert get("/nudge/qr?token=made-up")["statusCode"] == 400


def get(address: str) -> dict[str, Any]:
    return handler(request_event("GET", address, {}, ""), None)


def test_the_card_to_print_has_words_gift_and_the_code_to_say() -> None:
    stores.links().change("ada-bakes", words="Das beste Brot der Stadt.")

    told = page("nudge_page")

    card = told.text.partition("Eine Karte zum Drucken")[2]
    for said in ("Friends of the Bakery", "Das beste Brot der Stadt.", "10"):
        assert said in card
    assert "ada-bakes" in card.split()


def test_what_is_sent_on_says_that_its_sender_gains_by_it() -> None:
    mail = share(ways(page("nudge_page"))[0])["headers"]["location"]

    assert "bekomme%20ich%20ein%20Dankesch%C3%B6n" in mail


def test_a_press_counts_as_a_share_once_a_day() -> None:
    histories = nudge_stores.letter_histories()
    histories.replace(histories.find("adv_ada").with_letter("advocate.nudged", NOW))
    addresses = ways(page("nudge_page"))

    for address in (*addresses, *addresses):
        assert share(address, PRESSED)["statusCode"] == 302

    (day,) = stores.insights().days("friends", NOW.date(), NOW.date(), "ada-bakes")
    (program,) = stores.insights().days("friends", NOW.date(), NOW.date())
    assert day.by(Counter.SHARES) == {"nudge:mail": 1, "nudge:sms": 1, "nudge:whatsapp": 1}
    assert (program.total(Counter.PARTICIPANTS), program.total(Counter.SHARERS)) == (1, 0)
    assert nudge_stores.letter_histories().find("adv_ada").answered_at == NOW


def test_a_scanner_that_follows_all_links_shares_nothing() -> None:
    made_up = ways(page("nudge_page"))[0].replace("share/mail", "share/telegram")

    for address in ways(page("nudge_page")):
        for said in ({}, {**PRESSED, "sec-purpose": "prefetch"}):
            assert share(address, said)["statusCode"] == 302

    assert share(made_up, PRESSED)["statusCode"] == 400
    assert share("/nudge/share/mail?token=made-up", PRESSED)["statusCode"] == 400
    assert list(stores.insights().days("friends", NOW.date(), NOW.date())) == []


def ways(told: PortalPage) -> list[str]:
    links = (str(a.get("href", "")) for _, a in told.tags)
    return [link for link in links if link.startswith("/nudge/share/")]


def share(address: str, said: dict[str, str] | None = None) -> dict[str, Any]:
    return handler(request_event("GET", address, said or {}, ""), None)


def test_who_takes_part_reads_the_words_of_their_arm_while_it_runs() -> None:
    words = {"de": {"nudge_page.title": "An wen denkst du?", "nudge_page.thanks": "Wie lieb."}}
    plain, warm = {"name": "as-it-is"}, {"name": "warm", "words": words}
    trial = begin(NOW - timedelta(days=9), experiments=[declared(arms=[plain, warm])])
    before = page("nudge_page").text
    entry = NudgeTrialEntry(
        person_id="adv_ada",
        program_id="friends",
        experiment=trial.name,
        began_version=trial.began_version,
        code="ada-bakes",
        arm="warm",
        entered_at=NOW,
    )
    transact(clients.dynamo(), nudge_stores.trials().enter_actions(entry))

    assert "An wen denkst du?" not in before
    assert "An wen denkst du?" in page("nudge_page").text
    assert "Nie wieder" in page("nudge_page").text
    end_experiment("friends", trial.name, program_desk.program(), now=NOW)
    page_stores.recent_rules.cache_clear()
    assert "An wen denkst du?" not in page("nudge_page").text


def test_a_link_that_sleeps_is_not_passed_on() -> None:
    stores.links().change("ada-bakes", status=LinkStatus.PAUSED)

    assert "This link is asleep" in page("nudge_page").text


def test_reading_the_pages_changes_nothing() -> None:
    for name in ("nudge_page", "nudge_rest_page", "nudge_refusal_page"):
        assert answer(name)["statusCode"] == 200

    assert consents() == AGREED
    assert nudge_stores.letter_histories().find("adv_ada").version == 0


@pytest.mark.parametrize("name", ["nudge_rest_page", "nudge_refusal_page"])
def test_each_page_is_one_press_away_from_its_answer(name: str) -> None:
    told = page(name)

    assert told.first("form")["method"] == "post"
    assert [tag for tag, _ in told.tags].count("button") == 1


def test_not_now_is_ninety_days_of_rest() -> None:
    assert answer("nudge_rest")["statusCode"] == 200

    history = nudge_stores.letter_histories().find("adv_ada")
    assert history.not_now_until == NOW + timedelta(days=90)
    assert consents() == AGREED


def test_never_stops_nudges_alone_and_is_recorded() -> None:
    assert answer("nudge_refusal")["statusCode"] == 200
    assert answer("nudge_refusal")["statusCode"] == 200

    assert consents() == AGREED.model_copy(update={"nudges": False})
    assert not stores.people().get("adv_ada").mail_stopped
    records = session_stores.consent_records().of_person(stores.people().get("adv_ada"))
    (change,) = records
    assert (change.consent, change.given, change.place) == ("nudges", False, "unsubscribe")
    assert nudge_stores.letter_histories().find("adv_ada").refused_at == NOW


def test_passing_it_on_answers_what_was_sent() -> None:
    answer("nudge_answer")

    assert nudge_stores.letter_histories().find("adv_ada").answered_at == NOW


def test_a_token_of_another_purpose_opens_nothing() -> None:
    told = answer("nudge_tampered")

    assert told["statusCode"] == 400
    assert consents() == AGREED


def test_whoever_is_gone_is_told_that_the_link_is_over() -> None:
    stores.people().remove(stores.people().get("adv_ada"))

    assert answer("nudge_page")["statusCode"] == 404
    assert answer("nudge_refusal")["statusCode"] == 404
