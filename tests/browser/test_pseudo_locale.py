"""Every page and letter in a language 40 % longer: nothing is hard-coded, nothing breaks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from referrals.desks.letter_preview import preview_letter
from referrals.model.words.letter_data import PARTS
from referrals.wiring import stores
from tests.look import bakery
from tests.look.pseudo import TAG, pseudo_language, spoken_outside
from tests.look.run import enter, world
from tests.look.scene import SCENES, Scene
from tests.look.studio import Light, headers_of, opened_page
from tests.world import NOW

pytestmark = pytest.mark.browser
# Names, words, codes and addresses are people's own; a language is called by its own name.
SAID = """() => {
  const own = 'script, style, bdi, code, textarea, time, blockquote, option[lang], [dir=auto]';
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(own)) texts.push(walker.currentNode.data);
  }
  for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'data-done', 'data-sending'])
    for (const each of document.querySelectorAll(`[${name}]`))
      if (!each.closest('bdi, code, blockquote')) texts.push(each.getAttribute(name));
  for (const each of document.querySelectorAll('meta[name=description], meta[property^="og:"]'))
    if (!/^(og:(url|image|type|site_name|locale)(:.*)?)$/.test(each.getAttribute('property')))
      texts.push(each.content);
  return texts;
}"""
BROKEN = """() => [...document.querySelectorAll('main *')].filter(each => {
  const look = getComputedStyle(each);
  return each.checkVisibility() && look.overflowX !== 'visible' && look.position !== 'absolute'
    && each.scrollWidth > each.clientWidth + 1 && !['TEXTAREA', 'INPUT'].includes(each.tagName);
}).map(each => each.outerHTML)"""
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"
# What people, shops and others are called, and what they wrote.
DATA = (
    *("Friends of the Bakery", "friends", "Lindner's Bakery", "Zitrone & Söhne", "Ada", "Mira"),
    *("Sourdough, 1 kg", "Rye", "A hundred friends at one table", "goodword", "EUR"),
    *(bakery.BREAD, bakery.LONG_WORDS, bakery.LONG_NAME, "Łukasz", "Zoë", "SAMPLE-1234"),
    *(bakery.EMOJI_WORDS, bakery.ARABIC_WORDS, "WhatsApp", "Telegram", "SMS", "QR"),
)
WORD = re.compile(r"[^\W\d_]{2,}")
ADDRESS = re.compile(r"\S*(?:://|@|\.example)\S*")


@pytest.fixture(scope="module", autouse=True)
def laid_scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder: Path = tmp_path_factory.mktemp("wordings")
    with pseudo_language(folder), world():
        yield


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    with opened_page(browser, Light(TAG, "light", 320)) as page:
        yield page


def hard_coded(text: str) -> list[str]:
    """Words that come from nobody's wording and from nobody's mouth."""
    rest = ADDRESS.sub(" ", spoken_outside(text))
    for each in DATA:
        rest = rest.replace(each, " ")
    return WORD.findall(rest)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_page_says_nothing_by_itself_and_nothing_breaks(scene: Scene, tab: Page) -> None:
    tab.set_extra_http_headers(headers_of(TAG, cookie=scene.cookie))
    enter(tab, scene, TAG)

    assert tab.evaluate("document.documentElement.lang") == TAG
    assert [word for text in tab.evaluate(SAID) for word in hard_coded(text)] == []
    assert not tab.evaluate(IS_WIDE)
    assert tab.evaluate(BROKEN) == []


@pytest.mark.parametrize("topic", PARTS)
def test_a_letter_says_nothing_by_itself_and_nothing_breaks(topic: str, tab: Page) -> None:
    rules = stores.programs().get("friends").rules

    letter = preview_letter(rules, topic, TAG, now=NOW)

    assert hard_coded(letter.subject) == []
    assert [word for line in letter.text.splitlines() for word in hard_coded(line)] == []
    tab.set_content(letter.html)
    assert [word for text in tab.evaluate(SAID) for word in hard_coded(text)] == []
    assert not tab.evaluate(IS_WIDE)
