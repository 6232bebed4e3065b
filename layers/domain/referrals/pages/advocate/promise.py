"""GET /p/{program}: what a program promises and what is left of it, read before anybody shares."""

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.words.promise import program_sentences
from referrals.pages.brand import brand_of
from referrals.pages.note import show_note
from referrals.pages.page_memory import remember_page
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.views.reward.budget_reach import budget_reach
from referrals.wiring import clock, stores


@remember_page
def show(event: Event) -> Answer:
    """Said by what plan and API say it with, and counted by what the rule counts with."""
    rules = stores.programs().get(event["pathParameters"]["program"]).rules
    words = words_of(event, rules.words)
    outlook = budget_reach(rules, stores.tallies(), stores.insights(), clock.now())
    sentences = program_sentences(words, rules, outlook)
    brand = brand_of(rules)
    return the_pages().show(
        "advocate/promise.html", words, brand=brand, rules=rules, sentences=sentences
    )


def show_refusal(event: Event, status: int) -> Answer:
    """No program of that name, or our fault."""
    if status >= 500:
        return show_trouble(event, status)
    return show_note(
        event, title="promise_page.unknown_title", text="promise_page.unknown", status=status
    )
