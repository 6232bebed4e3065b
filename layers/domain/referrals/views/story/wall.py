"""What does a wall show? A page of stories as anybody may read them, and how to narrow it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from referrals.model.program.program import Program
from referrals.model.story.language import LANGUAGES
from referrals.model.story.public_story import PublicStory
from referrals.model.story.story import StoriesClosedError
from referrals.model.story.text import excerpt
from referrals.model.words.story import author_name, disclosure
from referrals.model.words.wording import Wording
from referrals.store.program.program import Programs
from referrals.store.story.places import WallFilter
from referrals.store.story.story import FilterCount, Stories

PAGE = 24
MOST_SHOWN = 480
"""Letters of one story."""
MOST_CHOICES = 8
"""Of languages, and of products: those with most stories."""


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo in its sizes, for a browser to choose from."""

    address: str
    choices: str
    """As `srcset` takes them."""
    width: int
    height: int
    words: str


@dataclass(frozen=True, slots=True)
class StoryCard:
    """Plain text in every field: whoever renders it escapes it."""

    story_id: str
    address: str
    paragraphs: tuple[str, ...]
    language: str
    author: str
    initial: str
    """Of who agreed to be named; empty for who did not."""
    about: str
    day: str
    moment: str
    """The exact time, for machines."""
    disclosure: str
    photo: PhotoView | None
    read_on: bool = False
    """Whether these are its first sentences alone."""


@dataclass(frozen=True, slots=True)
class FilterChoice:
    label: str
    address: str
    chosen: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class WallQuestion:
    program_id: str
    language: str = ""
    product: str = ""
    after: str = ""
    embedded: bool = False

    def address(self, *, language: str = "", product: str = "", after: str = "") -> str:
        """Of the same wall, otherwise narrowed."""
        pairs = {"language": language, "product": product, "cursor": after}
        asked = {name: value for name, value in pairs.items() if value}
        if self.embedded:
            asked["embed"] = "1"
        query = f"?{urlencode(asked)}" if asked else ""
        return f"/stories/{self.program_id}{query}"


@dataclass(frozen=True, slots=True)
class Wall:
    rules: Program
    stories: tuple[PublicStory, ...]
    cards: tuple[StoryCard, ...]
    filters: tuple[FilterChoice, ...]
    narrowed: bool
    older: str
    """The address of the next page; empty at the end."""
    newest: str
    """The address of the first page; empty on it."""


def wall(question: WallQuestion, rules: Program, stories: Stories, *, words: Wording) -> Wall:
    """Two requests beside the rules, however many stories there are."""
    narrow = WallFilter.of(question.language, question.product)
    whole, after = stories.wall(question.program_id, narrow, PAGE, question.after)
    found = [_first_part(each) for each in whole]
    asked = {"language": question.language, "product": question.product}
    return Wall(
        rules=rules,
        stories=tuple(found),
        cards=tuple(
            replace(story_card(each, rules, words), read_on=each.text != one.text)
            for each, one in zip(found, whole, strict=True)
        ),
        filters=tuple(_choices(question, stories.filters(question.program_id), words)),
        narrowed=any(narrow),
        older=question.address(**asked, after=after) if after else "",
        newest=question.address(**asked) if question.after else "",
    )


def _first_part(story: PublicStory) -> PublicStory:
    """A wall of long stories is read by nobody; each has a page of its own."""
    if len(story.text) <= MOST_SHOWN:
        return story
    return story.model_copy(update={"text": excerpt(story.text, MOST_SHOWN)})


def open_program(program_id: str, programs: Programs) -> Program:
    return require_wall(programs.get(program_id).rules)


def require_wall(rules: Program) -> Program:
    if not rules.stories.wall:
        raise StoriesClosedError("this program has no wall of stories.", field="program")
    return rules


def story_card(story: PublicStory, rules: Program, words: Wording) -> StoryCard:
    return StoryCard(
        story_id=story.story_id,
        address=f"/stories/{story.program_id}/{story.story_id}",
        paragraphs=tuple(part for part in story.text.split("\n") if part),
        language=story.language,
        author=author_name(words, story.author),
        initial=story.author[:1],
        about=words.say("story_wall.about", product=story.product) if story.product else "",
        day=words.date(story.published_at, rules.time_zone),
        moment=story.published_at.isoformat(),
        disclosure=disclosure(words, rules, story.role, story.code, author=story.author),
        photo=_photo(story, words),
    )


def _photo(story: PublicStory, words: Wording) -> PhotoView | None:
    if story.photo is None:
        return None
    base = f"/stories/{story.program_id}/{story.story_id}/{story.photo.name}"
    sizes = story.photo.sizes
    named = words.say("story_wall.photo", author=story.author) if story.author else ""
    largest = story.photo.largest
    return PhotoView(
        address=f"{base}-{sizes[min(1, len(sizes) - 1)].width}.jpg",
        choices=", ".join(f"{base}-{size.width}.jpg {size.width}w" for size in sizes),
        width=largest.width,
        height=largest.height,
        words=named or words.say("story_wall.photo_anonymous"),
    )


def _choices(
    question: WallQuestion, counts: list[FilterCount], words: Wording
) -> list[FilterChoice]:
    """None where there is nothing to choose between."""
    products = [each for each in counts if each.kind == "product"][:MOST_CHOICES]
    languages = [each for each in counts if each.kind == "language"][:MOST_CHOICES]
    chosen = WallFilter.of(question.language, question.product)
    languages = languages if len(languages) > 1 or chosen.language else []
    if not products and not languages:
        return []
    everything = FilterChoice(words.say("story_wall.all"), question.address(), not any(chosen))
    return [
        everything,
        *(_product_choice(each.name, question, chosen) for each in products),
        *(_language_choice(each.name, question, chosen) for each in languages),
    ]


def _product_choice(name: str, question: WallQuestion, chosen: WallFilter) -> FilterChoice:
    """Pressed again, a choice is taken back."""
    active = WallFilter.of("", name).product == chosen.product
    address = question.address(language=question.language, product="" if active else name)
    return FilterChoice(name, address, active)


def _language_choice(tag: str, question: WallQuestion, chosen: WallFilter) -> FilterChoice:
    active = tag == chosen.language
    address = question.address(language="" if active else tag, product=question.product)
    return FilterChoice(LANGUAGES[tag], address, active, tag)
