"""GET /console/words: every sentence of pages and letters, by subject, in each language.

One of them is changed on a page of its own: its gaps are checked, and the letter and the page that
say it are shown with it, before it is applied.
"""

from referrals.edge.http import Answer
from referrals.model.errors import NotFoundError, bad_cursor
from referrals.model.setting.words import ChangedSentence, texts_of
from referrals.model.words.letter_data import PARTS
from referrals.model.words.wording import ENGLISH, languages, sentences_of
from referrals.pages.console.draft import apply_draft, draft_in
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.listing import Cell, Column, ListFilter, Listing, ListPage, show_list
from referrals.pages.console.visit import DeskVisit
from referrals.pages.console.word_slots import slots_for
from referrals.steps.program.check_words import gaps_of
from referrals.views.draft.sentence_list import ProgramSentence, sentence_list, subject_of_parts
from referrals.wiring import stores

COLUMNS = tuple(map(Column, ("name", "subject", "as it is shipped", "yours")))
USUAL_LETTER = "advocate.thanked"
LONGEST_PLACE = 5
OWN_MAILBOX = "own"


class NoSuchSentenceError(NotFoundError):
    code = "no_such_sentence"


def show(visit: DeskVisit) -> Answer:
    language, subject, find = _language(visit), visit.query("subject"), visit.query("find")
    only_own = visit.query("own") == "yes"

    def fetch(start: str, limit: int) -> ListPage:
        if start and not (start.isascii() and start.isdigit() and len(start) <= LONGEST_PLACE):
            raise bad_cursor()
        found = [
            each
            for each in sentence_list(visit.rules, language)
            if subject in ("", each.subject)
            and each.holds(find)
            and (each.own is not None or not only_own)
        ]
        first = int(start or 0)
        rows = [_row(each, language, visit) for each in found[first : first + limit]]
        return ListPage(rows, str(first + limit) if len(found) > first + limit else "")

    subjects = sorted(set(subject_of_parts(language).values()))
    listing = Listing(
        name=f"{visit.program.program_id}-words-{language}",
        caption="Sentences by subject",
        path="/console/words",
        columns=COLUMNS,
        fetch=fetch,
        empty="No sentence has that in it. An empty filter shows all of them.",
        filters=(
            ListFilter("find", "Words or name", find),
            ListFilter("language", "Language", language, [(each, each) for each in languages()]),
            ListFilter(
                "subject",
                "Subject",
                subject,
                [("", "all"), *((each, each.replace("_", " ")) for each in subjects)],
            ),
            ListFilter("own", "Which", visit.query("own"), (("", "all"), ("yes", "only yours"))),
        ),
    )
    return show_list(visit, listing, "Words")


def show_sentence(visit: DeskVisit) -> Answer:
    language, name = _language(visit), visit.parts["sentence"]
    slots = slots_for(language, name)
    if not slots:
        raise NoSuchSentenceError("there is no sentence of this name.", remedy="See the list.")
    draft = draft_in(visit, slots, visit.program)
    found = next(each for each in sentence_list(visit.rules, language) if each.name == name)
    letters = [topic for topic, (part, _) in PARTS.items() if part == name.partition(".")[0]]
    return show_page(
        visit,
        "sentence",
        name,
        status=400 if draft.faults and not visit.fault else 200,
        framing=True,
        draft=draft,
        sentence=found,
        shipped=_forms(found.shipped),
        gaps=sorted(set[str]().union(*map(gaps_of, texts_of(sentences_of(language)[name])))),
        tag=language,
        letter=visit.query("letter") or (letters or [USUAL_LETTER])[0],
        letters=[(topic, topic) for topic in PARTS],
        testers=_testers(visit),
    )


def apply(visit: DeskVisit) -> str:
    """Written, or taken back where nothing is written."""
    name, language = visit.parts["sentence"], _language(visit)
    slots = slots_for(language, name)
    if not slots:
        raise NoSuchSentenceError("there is no sentence of this name.", remedy="See the list.")
    apply_draft(visit, slots)
    return visit.link(f"/console/words/{name}", language=language)


def try_letter(visit: DeskVisit) -> str:
    """To the visitor's own mailbox, or to one of the program's testers, with made-up news, in the
    words that hold."""
    from referrals.steps.delivery.try_letter import try_letter as send_test
    from referrals.steps.delivery.try_letter import try_own_letter

    place, rules = visit.form.text("to", 3), visit.rules
    testers = rules.mail.test_to
    topic, language = visit.form.text("topic", 60), _language(visit)
    shelf, now = stores.outbox(), visit.now
    if place == OWN_MAILBOX:
        own = visit.staff.staff_id
        try_own_letter(rules, topic, language, staff_id=own, outbox=shelf, now=now)
    else:
        known = place.isascii() and place.isdigit() and int(place) < len(testers)
        to = testers[int(place)] if known else ""
        send_test(rules, topic, language, to=to, outbox=shelf, now=now)
    return visit.link(f"/console/words/{visit.parts['sentence']}", language=language)


def _language(visit: DeskVisit) -> str:
    named = visit.query("language")
    return named if named in languages() else ENGLISH


def _row(sentence: ProgramSentence, language: str, visit: DeskVisit) -> list[Cell]:
    address = visit.link(f"/console/words/{sentence.name}", language=language)
    return [
        Cell(sentence.name, link=address),
        Cell(sentence.subject.replace("_", " ")),
        Cell(" | ".join(texts_of(sentence.shipped))),
        Cell(" | ".join(texts_of(sentence.own)) if sentence.own else "–"),
    ]


def _forms(sentence: ChangedSentence) -> list[tuple[str, str]]:
    return list(sentence.items()) if isinstance(sentence, dict) else [("", sentence)]


def _testers(visit: DeskVisit) -> list[tuple[str, str]]:
    """The visitor's own mailbox first, which a link of ours has proven; whose address isn't theirs
    to read is told by its end."""
    own = visit.staff.email
    named = [
        (str(place), address if visit.sees_addresses else _end(address))
        for place, address in enumerate(visit.rules.mail.test_to)
        if address.casefold() != own.casefold()
    ]
    return [(OWN_MAILBOX, own), *named]


def _end(address: str) -> str:
    return f"…@{address.rpartition('@')[2]}"
