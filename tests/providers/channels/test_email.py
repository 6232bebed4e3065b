"""Mail through SES: both parts, stoppable in one click, and nothing smuggled into a header."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from goodword.commands.mail import LETTER, compile_layout
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, Outgoing, TryAgain
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.delivery.unsubscribe import read_unsubscribe
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import LetterAddresses
from referrals.model.people.person import Person
from referrals.providers.channels.email import (
    Email,
    letter_addresses,
    open_sender,
    render,
    ses_request,
)
from tests.providers.channels.surroundings import outside
from tests.world import NOW, a_friend, a_reader, an_item, rules

SENDER = "Bakery <hello@shop.example>"


class FailingSes:
    """SES, answering with one error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send_email(self, **_: Any) -> dict[str, str]:
        raise self.error


class LetterPage(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def parcel(item: OutboxItem | None = None, reader: Person | None = None) -> Outgoing:
    return Outgoing(item or an_item(), rules(), reader or a_reader(), a_friend())


def request(made: Outgoing) -> dict[str, Any]:
    return ses_request(
        SENDER, "ada@example.com", write_letter(made, NOW, LetterAddresses("https://go/u?token=t"))
    )


def outcome_of_error(code: str) -> DeliveryOutcome:
    error = ClientError({"Error": {"Code": code, "Message": ""}}, "SendEmail")
    return Email(outside(), FailingSes(error)).send(parcel(), NOW)


def test_a_letter_reaches_the_reader_s_mailbox(account: None) -> None:
    boto3.client("ses").verify_email_identity(EmailAddress="hello@shop.example")

    outcome = open_sender(outside()).send(parcel(), NOW)

    (sent,) = ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].sent_messages
    assert isinstance(outcome, Done)
    assert sent.destinations["ToAddresses"] == ["ada@example.com"]


def test_one_click_stops_the_mails() -> None:
    headers = request(parcel())["Content"]["Simple"]["Headers"]

    assert headers == [
        {"Name": "List-Unsubscribe", "Value": "<https://go/u?token=t>"},
        {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
    ]


def test_the_link_to_stop_is_the_reader_s_own() -> None:
    sent: dict[str, Any] = {}

    class Ses:
        def send_email(self, **request: Any) -> dict[str, str]:
            sent.update(request)
            return {"MessageId": "m1"}

    Email(outside(), Ses()).send(parcel(), NOW)

    value = sent["Content"]["Simple"]["Headers"][0]["Value"]
    assert read_unsubscribe([b"key"], value.strip("<>").partition("token=")[2]) == ("adv_ada", "")


def test_both_parts_say_the_same() -> None:
    html, text = render(write_letter(parcel(), NOW, LetterAddresses("https://go/u?token=t")))

    for told in ("Hello Ada,", "€5.00 of store credit", "6 December 2026", "https://go/u?token=t"):
        assert told in html
        assert told in text


def test_what_people_wrote_is_escaped_in_html_only() -> None:
    letter = write_letter(parcel(reader=a_reader(name="<b>&")), NOW, LetterAddresses("https://go/"))

    html, text = render(letter)

    assert "Hello &lt;b&gt;&amp;," in html
    assert "Hello <b>&," in text


def test_arabic_runs_from_right_to_left() -> None:
    html, _ = render(
        write_letter(parcel(reader=a_reader(locale="ar")), NOW, LetterAddresses("https://go/"))
    )

    page = LetterPage(html)
    assert ("rtl", "ar") in [(a.get("dir"), a.get("lang")) for tag, a in page.tags if tag == "html"]
    assert "text-align:right" in html
    assert "<div>" not in html.replace('<div dir="rtl">', "")


def test_a_letter_loads_nothing_from_anywhere() -> None:
    html, _ = render(write_letter(parcel(), NOW, LetterAddresses("https://go/")))

    assert {tag for tag, _ in LetterPage(html).tags} & {"img", "script", "link", "iframe"} == set()


@pytest.mark.parametrize("name", ["hello\r\nBcc: all@example.com", "a\x00b"])
def test_a_line_break_never_reaches_a_header(name: str) -> None:
    smuggling = parcel(reader=a_reader(email=f"ada@example.com{name}"))

    assert open_sender(outside()).send(smuggling, NOW) == Hopeless("no_address")


def test_a_program_s_name_never_breaks_a_line() -> None:
    smuggling = parcel()
    rules = smuggling.rules.model_copy(update={"name": "Bakery\r\nBcc: all@example.com"})

    outcome = open_sender(outside()).send(replace(smuggling, rules=rules), NOW)

    assert outcome == Hopeless("line_break_in_header")


def test_a_topic_without_a_letter_is_parked() -> None:
    assert open_sender(outside()).send(parcel(an_item(topic="reward.granted")), NOW) == Hopeless(
        "no_letter_for_this_topic"
    )


def test_what_ses_refuses_for_good_is_parked() -> None:
    assert outcome_of_error("MessageRejected") == Hopeless("ses_MessageRejected")


def test_what_ses_may_take_later_is_tried_again() -> None:
    assert outcome_of_error("TooManyRequestsException") == TryAgain("ses_TooManyRequestsException")
    away = ConnectTimeoutError(endpoint_url="https://email")
    assert isinstance(Email(outside(), FailingSes(away)).send(parcel(), NOW), TryAgain)


def test_the_letter_sent_is_the_one_compiled() -> None:
    source = (LETTER / "letter.mjml").read_text()

    assert compile_layout(source) == (LETTER / "letter.html").read_text()


def test_an_advocate_s_letter_shows_the_card_of_their_link() -> None:
    reader = a_reader().model_copy(update={"codes": {"friends": "ada-bakes"}})

    html, _ = render(
        write_letter(parcel(reader=reader), NOW, letter_addresses(outside(), parcel(reader=reader)))
    )

    images = [attributes.get("src") for tag, attributes in LetterPage(html).tags if tag == "img"]
    assert "https://go.shop.example/pictures/ada-bakes.png" in images


def test_a_reader_without_a_link_has_no_card() -> None:
    assert letter_addresses(outside(), parcel(reader=a_reader())).card == ""
