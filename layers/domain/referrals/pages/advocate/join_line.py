"""GET /join/{program}/line: what a shop's thank-you or account page says of joining, and where to.

Read by `join.js` from any shop's page: it says nothing that `/join/{program}` doesn't say, too.
"""

from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer
from referrals.edge.language import wishes_of
from referrals.model.words.promise import join_line
from referrals.model.words.wording import wording_of
from referrals.pages.page_memory import remember_page
from referrals.views.reward.budget_reach import budget_reach
from referrals.wiring import clock, settings, stores

HEADERS = {
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=300",
    "vary": "accept-language",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
LONGEST_TAG = 20


@remember_page
def show(event: Event) -> Answer:
    rules = stores.programs().get(event["pathParameters"]["program"]).rules
    named = str((event.get("queryStringParameters") or {}).get("lang", ""))[:LONGEST_TAG]
    words = wording_of(rules.words, *filter(None, [named]), *wishes_of(event))
    outlook = budget_reach(rules, stores.tallies(), stores.insights(), clock.now())
    sentences = join_line(words, rules, outlook)
    if not sentences:
        return answer(HTTPStatus.NO_CONTENT, headers=HEADERS)
    line = {
        "language": words.tag,
        "direction": words.direction,
        "sentences": sentences,
        "button": words.say("join.button"),
        "url": f"{settings.setting('PUBLIC_URL').rstrip('/')}/join/{rules.program}",
    }
    headers = {**HEADERS, "content-type": "application/json; charset=utf-8"}
    return answer(HTTPStatus.OK, line, headers=headers)
