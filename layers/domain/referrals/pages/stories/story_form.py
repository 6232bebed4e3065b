"""The form that a story is written in: what was typed, kept as it was typed, whatever it was."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from referrals.edge.http import Event, raw_body
from referrals.model.story.language import LANGUAGES
from referrals.model.story.story import NameForm, Story, StoryUse
from referrals.model.story.text import (
    MOST_LETTERS,
    MOST_PRODUCT_LETTERS,
    MOST_REFERENCE_LETTERS,
    product_name,
    product_reference,
)
from referrals.steps.story.write_story import PLACES, StoryWish

# Whatever a form of ours can hold in any script, and a little more than is kept.
MOST_READ = 2 * MOST_LETTERS
MOST_BYTES = 12 * MOST_READ + 10_000
MOST_FIELDS = 30
_FORM_LETTERS = 64


@dataclass(frozen=True, slots=True)
class StoryForm:
    text: str = ""
    language: str = "en"
    product: str = ""
    reference: str = ""
    name_form: NameForm = NameForm.ANONYMOUS
    named: bool = False
    """Whether a choice of the name was made."""
    uses: frozenset[StoryUse] = frozenset()
    form: str = ""
    """Tells this form from every other one, so that it is sent once."""
    story_id: str = ""
    act: str = ""
    agreed: bool = False

    def wish(self, person_id: str, program_id: str, conversion_key: str = "") -> StoryWish:
        return StoryWish(
            program_id=program_id,
            person_id=person_id,
            form=self.form,
            story_id=self.story_id,
            text=self.text,
            language=self.language,
            product=self.product,
            product_reference=self.reference,
            name_form=self.name_form,
            uses=self.uses,
            conversion_key=conversion_key,
        )


def blank_form(event: Event, form: str, language: str) -> StoryForm:
    """What the shop's own link says of a product is filled in; nothing is ticked."""
    asked = event.get("queryStringParameters") or {}
    name = product_name(_readable(str(asked.get("product", "")))[:MOST_PRODUCT_LETTERS])
    tag = language.partition("-")[0]
    return StoryForm(
        language=tag if tag in LANGUAGES else "en",
        product=name,
        reference=product_reference(str(asked.get("reference", ""))),
        form=form,
    )


def form_of(story: Story, form: str) -> StoryForm:
    """To change a story: its words, and none of its ticks."""
    draft = story.draft
    return StoryForm(
        text=draft.text,
        language=draft.language,
        product=draft.product,
        reference=draft.product_reference,
        form=form,
        story_id=story.story_id,
    )


def sent_form(event: Event) -> StoryForm:
    body = raw_body(event)[:MOST_BYTES].decode("utf-8", "replace")
    try:
        fields = parse_qs(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        fields = {}

    def first(name: str, most: int) -> str:
        return fields.get(name, [""])[0][:most]

    name_form = first("name_form", 20)
    uses = {use for use in PLACES if use.value in fields.get("uses", [])}
    form = StoryForm(
        text=first("text", MOST_READ),
        language=first("language", 10),
        product=first("product", 4 * MOST_PRODUCT_LETTERS),
        reference=first("reference", MOST_REFERENCE_LETTERS),
        uses=frozenset(uses),
        form=first("form", _FORM_LETTERS),
        story_id=first("story", 40),
        act=first("act", 20),
        agreed=first("photo_mine", 5) == "yes",
    )
    if name_form in set(NameForm):
        return replace(form, name_form=NameForm(name_form), named=True)
    return form


def _readable(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()
