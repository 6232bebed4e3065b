"""What I have: by state, each with why, and what to do with it: a code, a thing for points."""

from http import HTTPStatus

from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event
from referrals.model.errors import RefusedError
from referrals.model.money import require_typed_minor
from referrals.pages.advocate.own import Own, back_to, own_of
from referrals.pages.brand import brand_of
from referrals.pages.template import the_pages
from referrals.views.people.own_account import AccountShelf, own_assets, own_codes
from referrals.views.people.own_things import ThingShelf, own_things
from referrals.wiring import clock, stores

LONGEST_REFERENCE = 40


def find_account(own: Own) -> dict[str, object]:
    shelf = AccountShelf(stores.ledger(), stores.grants(), stores.redemptions())
    things = own_things(
        own.person,
        own.rules,
        ThingShelf(stores.referrals(), stores.grants(), stores.people()),
        words=own.words,
        now=own.now,
    )
    return {
        "assets": own_assets(own.person, own.rules, shelf, words=own.words, now=own.now),
        "codes": (*things.open, *own_codes(own.person, own.rules, shelf, own.words)),
        "gone": things.gone,
        # One press of a button is one exchange, however often it is told.
        "reference": clock.random_bytes(12).hex(),
    }


def exchange(event: Event) -> Answer:
    """Credit for a code, or points for a thing: reserved now, and made by the shop."""
    from referrals.desks import redemption as redemption_desk
    from referrals.steps.redemption.exchange_value import ExchangeWish, exchange_value

    own, form = own_of(event), form_of(event)
    reference, item = form.text("reference", LONGEST_REFERENCE), form.text("item", 40)
    try:
        amount = None if item else _amount(form.text("amount", 20), own.rules.currency)
        if not reference.isalnum() or not (item or (amount or 0) > 0):
            raise NothingToExchangeError("name an amount.", field="amount")
        wish = ExchangeWish(
            program_id=own.rules.program,
            person_id=own.person.person_id,
            reference=f"page:{own.person.person_id}:{reference}",
            amount=amount,
            item=item,
        )
        exchange_value(wish, redemption_desk.redemptions(), now=own.now)
    except RefusedError as error:
        return _show_refused_exchange(own, error.code)
    return back_to("account")


class NothingToExchangeError(RefusedError):
    code = "nothing_to_exchange"


def _amount(text: str, currency: str) -> int:
    """A comma is as good as a point; never more than there is, which the books see to."""
    return require_typed_minor(text, currency)


def _show_refused_exchange(own: Own, code: str) -> Answer:
    name = f"own_account.{code}"
    sentence = own.words.say(name if own.words.has(name) else "own_account.refused")
    return the_pages().show(
        "advocate/answer.html",
        own.words,
        brand=brand_of(own.rules),
        status=HTTPStatus.BAD_REQUEST,
        title=own.words.say("own_account.title"),
        sentences=(sentence,),
        part="account",
    )
