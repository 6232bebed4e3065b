"""GET and POST /join/{program}: what the program promises, and a form to become its advocate.

Nobody is signed up by it: the letter that follows asks whoever reads that mailbox.
"""

from http import HTTPStatus

from referrals.edge.form import Form, form_of
from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.people.applicant import AskingKind
from referrals.model.people.mailbox import MOST_CHARACTERS, mailable
from referrals.model.program.program import Program
from referrals.model.words.consent import consent_sentences
from referrals.model.words.promise import program_sentences
from referrals.pages.brand import brand_of
from referrals.pages.page_memory import remember_page
from referrals.pages.sign_in import LONGEST_NAME, send_link
from referrals.pages.template import the_pages
from referrals.views.reward.budget_reach import budget_reach
from referrals.wiring import clock, stores


@remember_page
def show(event: Event) -> Answer:
    return _page(event, _rules(event), Form({}))


def join(event: Event) -> Answer:
    """The same page for an address that has a link already: its letter leads to it."""
    rules, form = _rules(event), form_of(event)
    if not mailable(form.text("email", 2 * MOST_CHARACTERS)):
        return _page(event, rules, form, fault=True)
    sentences = consent_sentences(words_of(event, rules.words), rules.shop_name)
    return send_link(
        event,
        form,
        AskingKind.JOIN,
        program_id=rules.program,
        agreements={name: text for name, text in sentences.items() if has_ticked(form, name)},
    )


def has_ticked(form: Form, consent: str) -> bool:
    """`consent` is a field of Consents."""
    return form.has(f"consent_{consent}")


def _page(event: Event, rules: Program, form: Form, *, fault: bool = False) -> Answer:
    words = words_of(event, rules.words)
    outlook = budget_reach(rules, stores.tallies(), stores.insights(), clock.now())
    sentences = consent_sentences(words, rules.shop_name)
    return the_pages().show(
        "advocate/join.html",
        words,
        status=HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK,
        brand=brand_of(rules),
        program=rules.program,
        title=words.say("join.title", shop=rules.shop_name),
        promises=program_sentences(words, rules, outlook),
        consents=[(name, text, has_ticked(form, name)) for name, text in sentences.items()],
        name=form.text("name", LONGEST_NAME),
        email=form.text("email", 2 * MOST_CHARACTERS),
        fault=fault,
    )


def _rules(event: Event) -> Program:
    return stores.programs().get(event["pathParameters"]["program"]).rules
