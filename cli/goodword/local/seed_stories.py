"""The demo shop's wall: stories written by the form that a signed link opens, read by API."""

from collections.abc import Iterable
from urllib.parse import urlencode

from goodword.local.client import LocalClient
from referrals.model.identity import business_id
from referrals.model.story.author_link import PURPOSE, StoryAuthor, sign_author
from referrals.wiring import keys

# One of each advocate: in which language, about what.
STORIES = (
    (
        "en",
        "Rye",
        "Their sourdough tastes like my grandmother’s. "
        "I bring a loaf to every dinner I am asked to.",
    ),
    (
        "de",
        "Sonntagsbrötchen",
        "Ich habe das Brot einem Kollegen hingestellt und nichts gesagt. "
        "Am nächsten Tag kam er mit einer Tüte.",
    ),
    (
        "fr",
        "Brioche",
        "Un dimanche, la brioche était froide. Ils me l’ont dit avant que je ne la goûte.",
    ),
)
READER = "Mia"


def tell_stories(door: LocalClient, program: str, advocate_ids: Iterable[str]) -> None:
    """Safe to repeat: the same form is the same story."""
    for advocate_id, (language, product, text) in zip(advocate_ids, STORIES, strict=False):
        token = sign_author(keys.signing_keys(PURPOSE)[0], StoryAuthor(advocate_id, program))
        form = f"seed-{language}"
        fields = {
            "act": "send",
            "form": form,
            "text": text,
            "language": language,
            "product": product,
            "name_form": "first_name",
            "uses": "wall",
        }
        door.send_form(f"/stories/{program}/write?{urlencode({'token': token})}", fields)
        story_id = business_id("sty", program, advocate_id, form)
        door.api("POST", f"/v1/stories/{story_id}/approve", {"version": 1, "made_by": READER})
