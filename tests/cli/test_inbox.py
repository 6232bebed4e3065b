"""The local inbox: threads with times, HTML and text; and letters that bounce, as SES tells it."""

import json

import pytest

from functions.feedback.app import handler
from goodword.local import inbox
from goodword.local.mail_feedback import FeedbackKind, queue_event, ses_event
from referrals.model.people.suppression import SuppressionReason
from referrals.wiring import stores
from tests.world import NOW, hash_of

ADA = "ada@example.com"


def a_letter(to: str = ADA, at: float = 1_795_965_221.6, **changes: object) -> dict[str, object]:
    given = {
        "MessageId": "m-1",
        "Source": "Bakery <hello@shop.example>",
        "To": [to],
        "Subject": "Your <link>",
        "BodyText": "Hello & welcome",
        "BodyHtml": "<p>Hello</p>",
        "Timestamp": str(at),
    }
    return {**given, **changes}


def test_letters_stand_by_person_with_their_times() -> None:
    shown = inbox.page([a_letter(at=1_795_965_300), a_letter("ben@example.com"), a_letter()])

    assert shown.count("<section>") == 2
    assert shown.index(f"{ADA} <small>2 letters") < shown.index("ben@example.com <small>1 letter")
    assert "29 November 2026, 15:13:41 UTC" in shown


def test_a_letter_is_shown_in_both_forms_and_runs_nothing() -> None:
    shown = inbox.page([a_letter(MessageId="m 1@x")])

    assert '<iframe sandbox loading="lazy" title="letter" src="/inbox/m%201%40x">' in shown
    assert inbox.letter_page([a_letter(MessageId="m 1@x")], "/inbox/m%201%40x") == "<p>Hello</p>"
    assert ("content-security-policy", "sandbox") in inbox.HEADERS
    assert "<pre>Hello &amp; welcome</pre>" in shown
    assert "Your &lt;link&gt;" in shown


def test_an_empty_inbox_says_so() -> None:
    assert "Nothing has been mailed yet" in inbox.page([])


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (FeedbackKind.BOUNCE, SuppressionReason.BOUNCED),
        (FeedbackKind.COMPLAIN, SuppressionReason.COMPLAINED),
        (FeedbackKind.DELIVER, None),
    ],
)
def test_a_button_does_what_ses_would_tell(
    account: None, kind: FeedbackKind, reason: SuppressionReason | None
) -> None:
    pressed = inbox.read_press(f"address={ADA}&letter=m-1&kind={kind}".encode())

    told = handler(queue_event(ses_event(*pressed, NOW)), None)

    found = stores.suppressions().find(hash_of(ADA))
    assert told == {"batchItemFailures": []}
    assert (found.reason if found else None) == reason


def test_the_same_press_twice_is_one_event() -> None:
    once, again = (ses_event(FeedbackKind.BOUNCE, ADA, "m-1", NOW) for _ in range(2))

    assert json.dumps(once) == json.dumps(again)
