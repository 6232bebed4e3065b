"""Whatever is written into a story, its author's name or the shop's: no page does anything by it.

Every text goes by the form's own door, is approved, and is looked at on every page that shows it,
with the page's own policy on: nothing runs, the policy has nothing to report, nothing breaks out.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import batched
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import Browser

from referrals.model.story.story import StoryUse
from referrals.wiring import stores, story_stores
from tests.advocate import sign_in
from tests.browser.frames import Watch, open_watch
from tests.browser.payloads import PAYLOADS
from tests.stories import ALL, say, shop_with_wall, stored
from tests.story_forms import post
from tests.world import a_program

pytestmark = pytest.mark.browser
NAMES = [each for each in PAYLOADS if len(each) <= 80 and each.isprintable()]
SOME = 16
"""Of texts at once: nobody may write more than twenty stories."""
TEXTS = tuple(batched(PAYLOADS, SOME, strict=False))


@pytest.fixture
def watch(account: None, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Iterator[Watch]:
    shop_with_wall(monkeypatch)
    sign_in()
    with open_watch(browser) as found:
        yield found


def send(payload: str) -> str:
    """By the form's own door, with the payload in every field; the story's id."""
    uses = [use.value for use in ALL]
    form = sha256(payload.encode()).hexdigest()[:24]
    told = post(text=payload, product=payload[:80], reference=payload[:64], uses=uses, form=form)
    return str(dict(parse_qsl(urlsplit(told["headers"]["location"]).query))["story"])


@pytest.mark.parametrize("payloads", TEXTS, ids=range(len(TEXTS)))
def test_no_page_does_anything_by_what_was_written(payloads: tuple[str, ...], watch: Watch) -> None:
    ids = {payload: send(payload) for payload in payloads}
    for payload, story_id in ids.items():
        say(story_stores.stories().get(story_id))
        watch.take("/w/ada-bakes", payload)
    for payload, story_id in ids.items():
        asked = f"product={quote(payload)}&language={quote(payload[:9])}"
        for path in (f"/stories/friends/{story_id}", f"/me/story?story={story_id}"):
            watch.take(path, payload)
        watch.keep(post(act="see", text=payload, product=payload[:80]), payload)
        watch.take(f"/stories/friends?{asked}", f"asked for {payload}")
    for path in ("/stories/friends", "/stories/friends?embed=1", "/me", "/me/story"):
        watch.take(path, path)

    watch.look()

    assert watch.done == []
    assert len(set(ids.values())) == len(payloads)
    wall = watch.texts["/stories/friends"][0]
    for payload, story_id in ids.items():
        kept = stored(story_stores.stories().get(story_id)).draft
        assert StoryUse.WALL in kept.uses
        words = " ".join(kept.text.split())
        assert words in wall
        assert [words in text for text in watch.texts[payload]] == [True] * 4


def test_no_page_does_anything_by_a_name(watch: Watch) -> None:
    story_id = send("Words.")
    say(story_stores.stories().get(story_id))
    for number, payload in enumerate(NAMES):
        changed = a_program(name=payload, stories={"wall": True})
        stores.programs().add(changed.model_copy(update={"version": number + 2}))
        stores.people().change("adv_ada", name=payload)
        paths = ("/stories/friends", f"/stories/friends/{story_id}", "/me/story", "/w/ada-bakes")
        for path in paths:
            watch.take(path, payload)

    watch.look()

    assert watch.done == []
