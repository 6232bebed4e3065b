"""A friend whose order stayed is asked once whether they would share, too."""

from datetime import timedelta

import pytest

from referrals.desks import invitation, job
from referrals.desks.advocate_letter import invitation_content
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.people.buyer import invitation_id
from referrals.model.people.person import Consents
from referrals.model.setting.join import Invitation, JoinSettings
from referrals.steps.people.invite_friend import invite_friend
from referrals.steps.people.send_link import send_link
from referrals.wiring import stores
from tests.corrector import KEY, place_order, shop
from tests.letters import stop_clock, waiting_letters
from tests.world import NOW, an_advocate, hash_of

LATER = NOW + timedelta(days=15)


@pytest.fixture(autouse=True)
def friend(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop(join={"invitation": {"after_days": 3}})
    place_order()
    ben = stores.referrals().get(KEY).friend_id
    stores.people().change(ben, consents=Consents(mail=True).model_dump(), email="ben@example.com")
    stop_clock(monkeypatch, LATER)


def invitations() -> list[str]:
    return [i.item_id for i in waiting_letters() if i.topic == "advocate.invited"]


def test_the_clock_asks_three_days_after_the_hold() -> None:
    job.release_holds()

    (item,) = [i for i in waiting_letters() if i.topic == "advocate.invited"]
    assert item.due_at == LATER + timedelta(days=3)
    assert item.item_id == invitation_id(hash_of("ben@example.com"))


def test_nobody_is_asked_twice() -> None:
    job.release_holds()
    desk = invitation.invitations()

    invite_friend(KEY, desk, now=LATER + timedelta(days=99))

    assert len(invitations()) == 1


def test_who_did_not_agree_is_not_asked() -> None:
    ben = stores.referrals().get(KEY).friend_id
    stores.people().change(ben, consents=Consents().model_dump())

    job.release_holds()

    assert invitations() == []


def test_a_program_that_does_not_ask_asks_nobody() -> None:
    current = stores.programs().get("friends")
    quiet = current.rules.model_copy(update={"join": JoinSettings()})
    stores.programs().add(current.model_copy(update={"version": 2, "rules": quiet}))

    job.release_holds()

    assert invitations() == []
    assert JoinSettings(invitation=Invitation(after_days=0)) != JoinSettings()


def test_who_shares_by_then_is_not_written_to() -> None:
    job.release_holds()
    (item,) = [i for i in waiting_letters() if i.topic == "advocate.invited"]
    ben = stores.people().get(item.person_id)

    found = invitation_content(item, ben)
    stores.people().add(an_advocate("ben@example.com", "adv_ben"))

    assert isinstance(found, LetterContent)
    assert found.actions == {"button": "https://go.shop.example/join/friends"}
    assert invitation_content(item, ben) == Skipped("shares_already")
    assert ben.email_hash == hash_of("ben@example.com")


def test_a_link_is_sent_to_new_advocates_alone() -> None:
    ada = stores.people().get("adv_ada")

    assert send_link(ada, "friends", stores.outbox(), now=NOW)
    assert not send_link(ada, "friends", stores.outbox(), now=NOW + timedelta(days=2))
