"""A session begins with a text of its own, and the browser's former one ends."""

import pytest

from referrals.model.session.person_session import RANDOM_NEEDED, secret_hash
from referrals.steps.session.begin_session import begin_session
from referrals.wiring import session_stores
from tests.world import NOW


@pytest.fixture(autouse=True)
def tables(account: None) -> None: ...


def begin(number: int, former: str = "") -> str:
    text, _ = begin_session(
        "adv_ada",
        "friends",
        session_stores.person_sessions(),
        former=former,
        now=NOW,
        random=bytes([number]) * RANDOM_NEEDED,
    )
    return text


def test_only_a_hash_of_the_cookie_is_kept() -> None:
    text = begin(1)

    items = list(session_stores.person_sessions().table.scan())

    assert text not in str(items)
    assert secret_hash(text) in str(items)


def test_a_planted_session_opens_nothing_after_the_sign_in() -> None:
    planted = begin(1)
    sessions = session_stores.person_sessions()

    text = begin(2, former=planted)

    assert sessions.find(secret_hash(planted), NOW) is None
    assert sessions.find(secret_hash(text), NOW)


def test_a_former_text_that_is_nobody_s_does_no_harm() -> None:
    text = begin(1, former="made up")

    assert session_stores.person_sessions().find(secret_hash(text), NOW)
