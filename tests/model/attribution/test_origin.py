"""What a renewal goes back to: whose hint it is, and when it is another."""

from referrals.model.attribution.order_figures import OrderFigures
from referrals.model.attribution.origin import Origin, has_had_advocate, is_by_origin, mark_of
from referrals.model.privacy.request import ERASED
from referrals.model.program.signal import Signal
from tests.world import NOW, a_conversion, a_referral, an_order, figures_of

BROUGHT = a_referral(figures_of(a_conversion(an_order())))


def test_whoever_brought_the_first_order_is_the_hint() -> None:
    (hint,) = Origin(BROUGHT, NOW).evidence

    assert hint.signal is Signal.ORIGIN
    assert hint.code == BROUGHT.attribution.code
    assert hint.promised_version == BROUGHT.attribution.program_version
    assert has_had_advocate(BROUGHT)
    assert not is_by_origin(BROUGHT.attribution)


def test_an_erased_friend_is_nobody_s_any_more() -> None:
    gone = BROUGHT.figures.model_copy(update={"customer_hash": f"{ERASED}1"})

    assert Origin(BROUGHT.model_copy(update={"figures": gone}), NOW).evidence == ()


def test_the_first_payment_after_a_trial_is_no_renewal() -> None:
    assert Origin(BROUGHT, NOW, is_first_payment=True).figures is None
    renewal = Origin(BROUGHT, NOW).figures
    assert renewal
    assert (renewal.start, renewal.started_at) == (BROUGHT.order_id, NOW)


def test_another_friend_is_another_mark() -> None:
    assert isinstance(BROUGHT.figures, OrderFigures)
    assert mark_of(BROUGHT) != mark_of(BROUGHT.model_copy(update={"friend_id": "fri_dora"}))
