"""What a form of the desk would make of a program: shown first, applied by whoever has read it.

The form's texts stand in the address, so that a plan can be sent to a colleague; what is applied
comes as a form, on the version that its writer saw.
"""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from referrals.model.draft.merge import draft_of, merge_texts, texts_of
from referrals.model.draft.row import absent_rows, fault_on_form
from referrals.model.draft.slot import Slot, slot_of
from referrals.model.errors import RefusedError
from referrals.model.program.fault import Fault
from referrals.model.program.program import AppliedProgram, Program, rules_json
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import settings, stores

LONGEST_TEXT = 500
LONGEST_DRAFT = 8000


class BadDraftError(RefusedError):
    """Rules that can't be applied as they stand in the form."""

    code = "bad_draft"


class DeskDraft(NamedTuple):
    slots: tuple[Slot, ...]
    current: AppliedProgram
    base: AppliedProgram
    """The version that the form was filled in on."""
    texts: dict[str, str]
    clashes: tuple[Slot, ...]
    rules: Program | None
    """None where something speaks against it."""
    faults: tuple[Fault, ...]

    @property
    def changes(self) -> dict[str, str]:
        """Of the texts those that the rules in force don't say."""
        now = texts_of(self.slots, self.current.rules)
        return {name: text for name, text in self.texts.items() if text != now[name]}

    @property
    def query(self) -> str:
        """The draft in an address."""
        return urlencode({**self.changes, "on": self.current.version})

    def said_of(self, slot: Slot) -> str:
        """What is wrong with a slot, and what helps."""
        found = next((each for each in self.faults if slot_of(each, self.slots) == slot), None)
        return _sentence(found) if found else ""

    @property
    def other_faults(self) -> list[str]:
        """What no slot shows."""
        return [
            f"{each.field}: {_sentence(each)}"
            for each in self.faults
            if slot_of(each, self.slots) is None
        ]


def draft_in(visit: DeskVisit, slots: tuple[Slot, ...], current: AppliedProgram) -> DeskDraft:
    """What was typed, upon what holds now."""
    typed = _form_texts(visit)
    base = _base(typed.get("on", ""), current)
    wanted = {slot.name for slot in slots}
    own = {name: text[:LONGEST_TEXT] for name, text in typed.items() if name in wanted}
    merge = merge_texts(slots, own, base=base.rules, current=current.rules)
    written, unread = draft_of(slots, merge.texts, current.rules)
    rules, faults = _check(written)
    absent = absent_rows(slots, merge.texts, rules_json(current.rules))
    return DeskDraft(
        slots,
        current,
        base,
        merge.texts,
        merge.clashes,
        None if unread else rules,
        (*unread, *(fault_on_form(each, absent) for each in faults)),
    )


def apply_draft(visit: DeskVisit, slots: tuple[Slot, ...]) -> None:
    """A new version, if it is sound and nobody applied another one since the form was opened."""
    from referrals.desks import program as program_desk
    from referrals.steps.program.apply_program import apply_program

    visit.reason()
    current = stores.programs().get(visit.program.program_id)
    draft = draft_in(visit, slots, current)
    if draft.rules is None:
        raise _refusal(draft)
    desk = program_desk.program()
    on = draft.base.version
    apply_program(draft.rules, desk, now=visit.now, local=is_local(), on_version=on)


def is_local() -> bool:
    return not settings.is_deployed()


def _check(written: dict[str, object]) -> tuple[Program | None, tuple[Fault, ...]]:
    from referrals.steps.program.check_draft import check_draft

    return check_draft(written, local=is_local())


def _refusal(draft: DeskDraft) -> BadDraftError:
    first = draft.faults[0]
    slot = slot_of(first, draft.slots)
    field = slot.name if slot else ""
    return BadDraftError(first.message, field=field, remedy=first.remedy)


def _form_texts(visit: DeskVisit) -> dict[str, str]:
    if visit.event["requestContext"]["http"]["method"] != "POST":
        query = visit.event.get("queryStringParameters") or {}
        return {name: _line(str(text)) for name, text in query.items()}
    form = visit.form
    kept = form.lines("draft", LONGEST_DRAFT)
    told = dict(parse_qsl(kept, keep_blank_values=True, max_num_fields=200)) if kept else {}
    return told | {name: form.text(name, LONGEST_TEXT) for name in form.fields if name != "draft"}


def _line(text: str) -> str:
    """As a form's field is read."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _base(on: str, current: AppliedProgram) -> AppliedProgram:
    """What can't be a version of the past is as good as the one that holds."""
    if not (on.isascii() and on.isdigit()) or not 0 < int(on[:9]) < current.version:
        return current
    return stores.programs().get_version(current.program_id, int(on))


def _sentence(fault: Fault) -> str:
    said = f"{fault.message} {fault.remedy}".strip()
    return said[:1].upper() + said[1:]
