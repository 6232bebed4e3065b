"""The portal's own files: small, and kept only as long as their address promises."""

import gzip
import re
from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from functions.portal.app import handler
from referrals.edge.static_file import StaticFiles
from tests.portal import answer, event
from tests.template import ROOT

FOLDER = ROOT / "layers/domain/referrals/pages/static"
SCRIPT = FOLDER / "goodword.js"
STYLES = FOLDER / "portal.css"


def test_a_linked_file_may_be_kept_for_ever() -> None:
    linked = StaticFiles(FOLDER).address("portal.css")
    asked = event("stylesheet")
    asked["queryStringParameters"] = dict(parse_qsl(urlsplit(linked).query))

    told = handler(asked, None)

    assert linked.startswith("/static/portal.css?v=")
    assert told["headers"]["cache-control"] == "public, max-age=31536000, immutable"
    assert told["headers"]["content-type"] == "text/css; charset=utf-8"


def test_a_shop_s_colours_are_kept_for_ever() -> None:
    told = answer("static_brand")

    assert told["headers"]["cache-control"] == "public, max-age=31536000, immutable"
    assert "--warm: #8f491f;" in told["body"]
    assert "prefers-color-scheme: dark" in told["body"]


def test_colours_of_another_generation_are_kept_an_hour() -> None:
    asked = event("static_brand")
    asked["queryStringParameters"] = {"v": "0"}

    assert handler(asked, None)["headers"]["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize("name", ["stylesheet", "static_script"])
def test_an_address_of_other_content_is_kept_an_hour(name: str) -> None:
    assert answer(name)["headers"]["cache-control"] == "public, max-age=3600"


def test_the_shop_s_script_is_small() -> None:
    told = answer("static_script")
    packed = b64decode(told["body"])

    assert told["isBase64Encoded"]
    assert told["headers"]["content-encoding"] == "gzip"
    assert told["headers"]["content-type"] == "text/javascript; charset=utf-8"
    assert len(packed) < 3_350
    assert gzip.decompress(packed) == SCRIPT.read_bytes()


def test_the_shop_s_script_asks_nobody_else() -> None:
    text = SCRIPT.read_text()

    assert "import" not in text
    assert "//" not in text.replace("  // ", "")


FONTS = sorted(FOLDER.glob("*.woff2"))


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_a_font_is_small_and_stays_what_it_was(font: Path) -> None:
    asked = event("static_script")
    asked["pathParameters"]["file"] = font.name

    told = handler(asked, None)

    assert told["headers"]["content-type"] == "font/woff2"
    assert "content-encoding" not in told["headers"]
    assert b64decode(told["body"]) == font.read_bytes()
    assert font.read_bytes()[:4] == b"wOF2"
    assert font.stat().st_size <= 30_000


def test_the_stylesheet_names_the_fonts_of_today() -> None:
    named = re.findall(r"/static/[\w-]+\.woff2\?v=\w+", STYLES.read_text())

    assert sorted(named) == sorted(StaticFiles(FOLDER).address(font.name) for font in FONTS)


def test_each_font_has_its_licence_beside_it() -> None:
    families = {font.name.partition(".")[0].partition("-")[0] for font in FONTS}

    for family in families:
        assert "SIL OPEN FONT LICENSE" in (FOLDER / f"{family}-licence.txt").read_text()


def test_who_cannot_unpack_gets_it_plain() -> None:
    asked = event("static_script")
    asked["headers"].pop("accept-encoding")

    assert handler(asked, None)["body"] == SCRIPT.read_text()
