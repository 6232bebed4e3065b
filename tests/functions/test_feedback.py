"""What SES tells, through the real handler: who is written to no more, and what changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from functions.feedback.app import handler
from referrals.desks import delivery as delivery_desk
from referrals.desks.feedback import feedback
from referrals.model.delivery.delivery import Done, Skipped
from referrals.model.people.mailbox import email_hashes
from referrals.model.people.person import Role
from referrals.model.people.suppression import Suppression, SuppressionReason
from referrals.providers.channels.ses_feedback import MailFeedback, read_feedback
from referrals.steps.delivery.deliver import deliver
from referrals.steps.people.rehash_people import rehash_people
from referrals.steps.people.suppress_mailbox import lift_suppression, suppress_mailbox
from referrals.wiring import stores
from tests.world import IDENTITY, NOW, a_program, a_reader, an_item, hash_of

pytestmark = pytest.mark.usefixtures("account")
EVENTS = Path("events/feedback")
BOUNCED, COMPLAINED = SuppressionReason.BOUNCED, SuppressionReason.COMPLAINED


def event(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return found


def failures(name: str) -> list[str]:
    answer = handler(event(name), None)
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def found(email: str = "ada@example.com") -> Suppression | None:
    return stores.suppressions().find(hash_of(email))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("bounce_permanent", BOUNCED),
        ("bounce_listed", BOUNCED),
        ("bounce_several", BOUNCED),
        ("complaint", COMPLAINED),
        ("delivery_late", COMPLAINED),
        ("bounce_transient", None),
        ("bounce_our_fault", None),
        ("complaint_not_spam", None),
        ("set_up", None),
        ("reject", None),
    ],
)
def test_only_a_mailbox_that_refuses_us_is_suppressed(
    name: str, reason: SuppressionReason | None
) -> None:
    assert failures(name) == []

    suppression = found()
    assert (suppression.reason if suppression else None) == reason


def test_every_recipient_of_a_bounce_is_looked_at() -> None:
    handler(event("bounce_several"), None)

    assert found("ben@example.com")


def test_one_unreadable_message_holds_up_no_other() -> None:
    assert failures("unreadable") == ["q1"]
    assert found()


def letter(item_id: str = "friends#shopify#1001#thanks") -> object:
    stores.outbox().add(an_item(item_id=item_id))
    return deliver(item_id, delivery_desk.delivery_desk(), now=NOW, jitter=0.5)


def test_a_suppressed_mailbox_gets_no_letter_in_any_role() -> None:
    stores.programs().add(a_program())
    stores.people().add(a_reader())
    stores.people().add(a_reader(person_id="fri_ada", role=Role.FRIEND))
    handler(event("complaint"), None)

    stores.outbox().add(an_item(item_id="friends#2", person_id="fri_ada"))

    assert letter() == Skipped("mailbox_complained")
    second = deliver("friends#2", delivery_desk.delivery_desk(), now=NOW, jitter=0.5)
    assert second == Skipped("mailbox_complained")


def test_a_named_person_lets_letters_go_there_again() -> None:
    stores.programs().add(a_program())
    stores.people().add(a_reader())
    handler(event("bounce_permanent"), None)
    people, desk = stores.people(), feedback()

    lifted = lift_suppression("adv_ada", by="Mia", people=people, desk=desk, now=NOW)
    again = lift_suppression("adv_ada", by="Mia", people=people, desk=desk, now=NOW)

    assert (lifted, again) == (True, False)
    assert letter() == Done("console")


def test_who_is_found_by_the_former_hash_gets_no_letter_either() -> None:
    stores.programs().add(a_program())
    today, former = email_hashes(IDENTITY, "ada@pm.me")
    stores.people().add(a_reader(email="ada@pm.me", email_hash=former))
    told = MailFeedback("bounce", "f1", "ada@pm.me", BOUNCED)
    suppress_mailbox(told, feedback(), now=NOW)

    before = letter("friends#1")
    rehash_people(stores.people(), stores.suppressions(), IDENTITY)

    assert stores.people().get("adv_ada").email_hash == today
    assert (before, letter("friends#2")) == (Skipped("mailbox_bounced"),) * 2
    people = stores.people()
    assert lift_suppression("adv_ada", by="Mia", people=people, desk=feedback(), now=NOW)
    assert letter("friends#3") == Done("console")


def test_feedback_that_was_lifted_suppresses_nothing_anew() -> None:
    stores.people().add(a_reader())
    handler(event("bounce_permanent"), None)
    stores.suppressions().lift(hash_of("ada@example.com"), "Mia", NOW)

    handler(event("bounce_permanent"), None)
    suppression = found()
    handler(event("complaint"), None)
    later = found()

    assert suppression
    assert not suppression.stands
    assert later
    assert later.stands


def test_feedback_without_an_id_is_known_by_its_letter() -> None:
    text = json.dumps(
        {
            "notificationType": "Bounce",
            "mail": {"messageId": "m"},
            "bounce": {
                "bounceType": "Permanent",
                "bouncedRecipients": [{"emailAddress": "ada@example.com"}],
            },
        }
    )

    (told,) = read_feedback(text)

    assert told.feedback_id == "m/Bounce/ada@example.com"
