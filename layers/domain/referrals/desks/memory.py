"""What moments worth remembering work with, and what their letter says."""

from referrals.model.community.sentence import memory_sentence
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person, shown_name
from referrals.model.words.wording import wording_of
from referrals.steps.memory.mark_memories import MemoryDesk
from referrals.steps.memory.plan_memories import NOUN, MemoryPlanDesk
from referrals.wiring import clock, community_stores, measure_stores, nudge_stores, settings, stores


def plans() -> MemoryPlanDesk:
    return MemoryPlanDesk(
        stores.programs(), measure_stores.customer_records(), nudge_stores.agenda(NOUN)
    )


def marks() -> MemoryDesk:
    return MemoryDesk(
        stores.programs(),
        stores.people(),
        community_stores.memories(),
        nudge_stores.agenda(NOUN),
        nudge_stores.letter_histories(),
        stores.outbox(),
    )


def memory_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    """As it stands now: a moment whose order went back meanwhile isn't told."""
    program = stores.programs().find(item.program_id)
    if program is None:
        return Skipped("program_not_found")
    found = community_stores.memories().of_advocate(reader, program.rules, clock.now())
    memory = next((each for each in found if each.name == item.data.get("memory")), None)
    if memory is None:
        return Skipped("moment_gone")
    words, name = (
        wording_of(program.rules.words, reader.locale),
        shown_name(stores.people().find(memory.friend_id)),
    )
    page = f"{settings.setting('PUBLIC_URL').rstrip('/')}/me"
    return LetterContent(
        values={"moment": memory_sentence(words, memory, name)}, actions={"button": page}
    )
