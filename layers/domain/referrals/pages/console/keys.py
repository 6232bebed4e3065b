"""GET /console/keys/new: a key for the API. Its text stands on the answer to its form, and nowhere
else: in no address, no log, no table."""

from datetime import date

from referrals.edge.http import Answer
from referrals.model.errors import RefusedError
from referrals.model.session.api_key import Scope, mode_of
from referrals.model.session.scope_set import SETS, scopes_of
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.passkeys import require_fresh, show_confirmation
from referrals.pages.console.visit import DeskVisit
from referrals.steps.session.issue_api_key import LONGEST_KEY_NAME, RANDOM_NEEDED, issue_api_key
from referrals.wiring import clock, settings, stores

NEW = "/console/keys/new"
LONGEST_DAY = 10
USES = {
    "shop": "your own shop’s server: people, links, orders, claims, what is redeemed",
    "support": "who helps customers: orders, corrections, reviews, answers, goodwill",
    "operations": "who watches that all of it runs: held deliveries, what goes out, the log",
    "reading": "an assistant: orders, numbers and queues, and no list of people",
    "privacy": "who answers requests about personal data",
    "everything": "all there is",
}
"""What each set of scopes is for."""


class BadExpiryDayError(RefusedError):
    code = "bad_expiry_day"


def show_new(visit: DeskVisit) -> Answer:
    """The form; or, for who came in long ago, the one that shows who is there."""
    if not visit.session.is_fresh(visit.now):
        return show_confirmation(visit, NEW)
    sets = [(name, USES[name], _is_ticked(visit, name)) for name in SETS]
    single = [(scope.value, _is_ticked(visit, scope)) for scope in Scope]
    return show_page(
        visit, "key_new", "Make a key", sets=sets, single=single, most=LONGEST_KEY_NAME
    )


def create(visit: DeskVisit) -> Answer:
    """As `goodword key create`; the answer itself shows the text, once."""
    require_fresh(visit)
    wanted = [each for each in (*SETS, *Scope) if visit.form.has(f"scope-{each}")]
    text, key = issue_api_key(
        visit.form.text("name", LONGEST_KEY_NAME + 1),
        scopes_of(wanted),
        stores.sessions(),
        mode=mode_of(settings.setting("STAGE", "local")),
        now=visit.now,
        random=clock.random_bytes(RANDOM_NEEDED),
        expires_on=_expiry(visit),
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
