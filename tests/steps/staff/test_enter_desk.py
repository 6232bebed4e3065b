"""Coming in by a mailed link: a proven address, a session of a week, the former one over."""

from datetime import timedelta

import pytest

from referrals.desks import sign_in as sign_in_desk
from referrals.desks import staff as staff_desk
from referrals.model.people.applicant import AskingKind
from referrals.model.session.person_session import RANDOM_NEEDED as SESSION_RANDOM
from referrals.model.session.person_session import secret_hash
from referrals.model.session.sign_in import SignInOverError
from referrals.steps.session.ask_sign_in import RANDOM_NEEDED as ASKING_RANDOM
from referrals.steps.session.ask_sign_in import Asking, SignInWish, ask_sign_in
from referrals.steps.session.begin_session import begin_session
from referrals.steps.session.prove_address import LinkPress
from referrals.steps.staff.enter_desk import LASTS, RANDOM_NEEDED, Entrance, enter_desk
from referrals.wiring import session_stores
from tests.desk import JANA, a_member, seat
from tests.world import NOW, a_program, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    seat(a_member())
    store_program(a_program())


def ask(kind: AskingKind = AskingKind.DESK, email: str = JANA) -> Asking:
    wish = SignInWish(kind=kind, email=email, agreements={}, browser="hers", network="n")
    return ask_sign_in(wish, sign_in_desk.asking(), now=NOW, random=bytes(ASKING_RANDOM))


def enter(token: str, former: str = "") -> Entrance:
    press = LinkPress(token, "hers", former_session=former)
    desk, random = staff_desk.entry(), bytes(range(RANDOM_NEEDED))
    return enter_desk(press, desk, browser="Safari, iPhone", now=NOW, random=random)


def test_whoever_was_invited_is_in_for_a_week() -> None:
    text, is_open = enter(ask().token)

    session = session_stores.person_sessions().find(secret_hash(text), NOW)
    assert session
    assert is_open
    assert (session.person_id, session.browser) == ("stf_jana", "Safari, iPhone")
    assert session.expires_at == NOW + LASTS
    assert timedelta(days=7) == LASTS


def test_the_session_from_before_is_over() -> None:
    sessions = session_stores.person_sessions()
    former, _ = begin_session(
        "stf_jana", "", sessions, former="", now=NOW, random=bytes(SESSION_RANDOM)
    )

    enter(ask().token, former)

    assert sessions.find(secret_hash(former), NOW) is None


@pytest.mark.parametrize(
    ("kind", "email"),
    [(AskingKind.SIGN_IN, JANA), (AskingKind.JOIN, JANA), (AskingKind.DESK, "ada@example.com")],
)
def test_a_link_to_elsewhere_or_of_a_stranger_lets_nobody_in(kind: AskingKind, email: str) -> None:
    with pytest.raises(SignInOverError):
        enter(ask(kind, email).token)
