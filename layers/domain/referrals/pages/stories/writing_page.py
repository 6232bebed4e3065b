"""The four pages of writing: their stories, the form, how it looks, and thanks."""

from http import HTTPStatus

from referrals.edge.http import Answer
from referrals.model.people.person import Role
from referrals.model.story.language import LANGUAGES
from referrals.model.story.photo import MOST_BYTES
from referrals.model.story.story import Story, StoryUse, StoryVersion
from referrals.model.story.text import MOST_LETTERS, MOST_PRODUCT_LETTERS
from referrals.model.words.story import author_name, disclosure
from referrals.model.words.wording import Wording
from referrals.pages.brand import brand_of
from referrals.pages.stories.story_form import StoryForm
from referrals.pages.stories.writer import Writer
from referrals.pages.template import the_pages
from referrals.steps.story.write_story import own_code
from referrals.views.story.own_stories import OwnStories
from referrals.wiring import stores

MEGABYTES = MOST_BYTES // 1_000_000
FAULTS = {
    "story_text": "text",
    "product_name": "product",
    "use_missing": "uses",
    "story_language": "language",
    "too_many_stories": "form",
}


def show_list(writer: Writer, words: Wording, page: OwnStories) -> Answer:
    brand = brand_of(writer.rules)
    return the_pages().show("stories/own.html", words, brand=brand, story=page, writer=writer)


def show_form(writer: Writer, words: Wording, form: StoryForm, *, fault: str = "") -> Answer:
    """What was typed stays, with what is wrong beside its field."""
    friend = writer.person.role is Role.FRIEND
    code = own_code(writer.person, writer.rules.program, stores.people())
    uses = [StoryUse.LINK] * bool(code) + [StoryUse.WALL, StoryUse.ELSEWHERE]
    about_order = bool(writer.conversion_key) or (friend and bool(form.story_id))
    return the_pages().show(
        "stories/write.html",
        words,
        status=HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK,
        brand=brand_of(writer.rules),
        writer=writer,
        form=form,
        lead="lead_friend" if friend else "lead",
        uses=[*uses, *([StoryUse.ORDER] * about_order)],
        languages=LANGUAGES,
        most=MOST_LETTERS,
        most_product=MOST_PRODUCT_LETTERS,
        wrong=FAULTS.get(fault, ""),
        fault=_fault(fault, form, words),
        disclosure=_disclosure(writer, words, writer.person.first_name),
    )


def show_preview(
    writer: Writer, words: Wording, form: StoryForm, version: StoryVersion, *, kept: bool
) -> Answer:
    """`kept`: whether a former version stands until this one was read."""
    return the_pages().show(
        "stories/preview.html",
        words,
        brand=brand_of(writer.rules),
        writer=writer,
        form=form,
        paragraphs=[part for part in version.text.split("\n") if part],
        about=words.say("story_wall.about", product=version.product) if version.product else "",
        author=author_name(words, version.first_name),
        initial=version.first_name[:1],
        disclosure=_disclosure(writer, words, version.first_name),
        kept=kept,
    )


def show_thanks(writer: Writer, words: Wording, story: Story, *, fault: str = "") -> Answer:
    return the_pages().show(
        "stories/sent.html",
        words,
        status=HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK,
        brand=brand_of(writer.rules),
        writer=writer,
        own=story,
        photos=writer.rules.stories.photos,
        megabytes=MEGABYTES,
        fault=words.say(f"story_form.{fault}", megabytes=MEGABYTES) if fault else "",
    )


def _fault(code: str, form: StoryForm, words: Wording) -> str:
    if not code:
        return ""
    if code == "story_text":
        return words.say("story_form.bad_text", count=len(form.text.strip()))
    field = FAULTS[code]
    return words.say("story_form.too_many" if field == "form" else f"story_form.bad_{field}")


def _disclosure(writer: Writer, words: Wording, author: str) -> str:
    code = own_code(writer.person, writer.rules.program, stores.people())
    return disclosure(words, writer.rules, writer.person.role, code, author=author)
