"""Pages for people: which page answers which request, and what is shown when it can't."""

from typing import Any

from referrals.edge.http import Answer
from referrals.edge.page_answer import page_or_trouble
from referrals.pages import appeal, goals, nowhere, static_file, survey, thanks, unsubscribe
from referrals.pages.advocate import promise
from referrals.pages.friend import arrival
from referrals.pages.nudge import choice, nudge
from referrals.pages.trouble import show_trouble

ROUTES = {
    "$default": (nowhere.show, show_trouble),
    "GET /welcome": (arrival.show, arrival.show_refusal),
    "POST /welcome/{act}": (arrival.act, arrival.show_refusal),
    "GET /goals/{program}": (goals.show, goals.show_refusal),
    "GET /note": (thanks.show, thanks.show_refusal),
    "POST /note/{act}": (thanks.act, thanks.show_refusal),
    "GET /p/{program}": (promise.show, promise.show_refusal),
    "GET /unsubscribe": (unsubscribe.ask, unsubscribe.show_refusal),
    "POST /unsubscribe": (unsubscribe.stop, unsubscribe.show_refusal),
    "GET /survey": (survey.ask, survey.show_refusal),
    "POST /survey": (survey.take, survey.show_refusal),
    "GET /nudge": (nudge.show, nudge.show_refusal),
    "POST /nudge": (nudge.thank, nudge.show_refusal),
    "GET /nudge/qr": (nudge.show_qr, nudge.show_refusal),
    "GET /nudge/share/{channel}": (nudge.share, nudge.show_refusal),
    "GET /nudge/not-now": (choice.ask_rest, nudge.show_refusal),
    "POST /nudge/not-now": (choice.rest, nudge.show_refusal),
    "GET /nudge/never": (choice.ask_refusal, nudge.show_refusal),
    "POST /nudge/never": (choice.refuse, nudge.show_refusal),
    "GET /appeal": (appeal.ask, appeal.show_refusal),
    "POST /appeal": (appeal.pass_on, appeal.show_refusal),
    "GET /static/{file}": (static_file.show, show_trouble),
}


def handler(event: dict[str, Any], context: Any) -> Answer:
    handle, trouble = ROUTES[event["routeKey"]]
    return page_or_trouble(handle, trouble, event)
