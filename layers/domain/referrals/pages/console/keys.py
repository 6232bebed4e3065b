"""GET /console/keys/new: a key for the API. Its text stands on the answer to its form, and nowhere
else: in no address, no log, no table."""

from datetime import date

from referrals.edge.http import Answer
from referrals.model.errors import ConflictError, RefusedError
from referrals.model.session.api_key import Scope, mode_of
from referrals.model.session.scope_set import SETS, scopes_of
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.passkeys import require_fresh, show_confirmation
from referrals.pages.console.visit import DeskVisit
from referrals.steps.session.issue_api_key import LONGEST_KEY_NAME, RANDOM_NEEDED, issue_api_key
from referrals.wiring import clock, settings, stores

NEW = "/console/keys/new"
LONGEST_DAY = 10
ONCE_BYTES = 16
"""What tells one showing of the form from another: sent twice, it makes one key."""
USES = {
    "shop": "your own shop’s server: people, links, orders, claims, what is redeemed",
    "support": "who helps customers: orders, corrections, reviews, answers, goodwill",
    "operations": "who watches that all of it runs: held deliveries, what goes out, the log",
    "reading": "an assistant: orders, numbers and queues, and no list of people",
    "privacy": "who answers requests about personal data",
    "everything": "all there is",
}
"""What each set of scopes is for."""


class FormSentError(ConflictError):
    code = "form_sent"


class BadExpiryDayError(RefusedError):
    code = "bad_expiry_day"


def show_new(visit: DeskVisit) -> Answer:
    """The form; or, for who came in long ago, the one that shows who is there."""
    if not visit.session.is_fresh(visit.now):
        return show_confirmation(visit, NEW)
    sets = [(name, USES[name], _is_ticked(visit, name)) for name in SETS]
    single = [(scope.value, _is_ticked(visit, scope)) for scope in Scope]
    return show_page(
        visit,
        "key_new",
        "Make a key",
        sets=sets,
        single=single,
        most=LONGEST_KEY_NAME,
        once=clock.random_bytes(ONCE_BYTES).hex(),
    )


def create(visit: DeskVisit) -> Answer:
    """As `goodword key create`; the answer itself shows the text, once."""
    require_fresh(visit)
    wanted = [each for each in (*SETS, *Scope) if visit.form.has(f"scope-{each}")]
    scopes, expires_on = scopes_of(wanted), _expiry(visit)
    once = visit.form.text("once", 2 * ONCE_BYTES)
    if once and not stores.sessions().spend_form(once, visit.now):
        raise FormSentError(
            "this form was sent before, and its key is made.",
            remedy="Open the form again for another; a key that you didn’t see is to be revoked.",
        )
    text, key = issue_api_key(
        visit.form.text("name", LONGEST_KEY_NAME + 1),
        scopes,
        stores.sessions(),
        mode=mode_of(settings.setting("STAGE", "local")),
        now=visit.now,
        random=clock.random_bytes(RANDOM_NEEDED),
        expires_on=expires_on,
    )
    visit.made["key_id"] = key.key_id
    return show_page(visit, "key_made", "Your key", text=text, key=key)


def _is_ticked(visit: DeskVisit, name: str) -> bool:
    return visit.fault is not None and visit.form.has(f"scope-{name}")


def _expiry(visit: DeskVisit) -> date | None:
    given = visit.form.text("expires", LONGEST_DAY)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise BadExpiryDayError(
            "this is no day.", field="expires", remedy="Write it as 2027-01-31, or leave it empty."
        ) from error
