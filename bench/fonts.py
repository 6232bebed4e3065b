"""The pages' letters: subset from open fonts, as small as the people who read them allow.

`make fonts` runs it with its own tools; what it writes is committed, and a test compares the marks.
"""

import hashlib
import json
import re
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "layers/domain/referrals/pages/static"
PACKAGES = {
    "fraunces": (
        "@fontsource-variable/fraunces@5.3.0",
        "c8bff30211fb6683f7c4c6fa0c298d1f1c7d4e811767de92d26a199c273235fb",
    ),
    "figtree": (
        "@fontsource-variable/figtree@5.3.0",
        "745eb850be26774948b5aa9342b7182660ed3a48ac40509c7babcfdcd90c39d7",
    ),
    "naskh": (
        "@fontsource/noto-naskh-arabic@5.3.0",
        "8e4d87d3ae28020665d61054e4262162797feee84f0f145502d15e769a5bbb73",
    ),
    "emoji": (
        "@expo-google-fonts/noto-emoji@0.4.7",
        "6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d",
    ),
}
ADDRESS = re.compile(r"/static/([\w-]+\.woff2)\?v=\w*")
PUNCTUATION = "\u2009\u200a\u202f\u2010\u2011–—‘’‚“”„†•…‹›€←→−"
LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸ" + PUNCTUATION)}
# Signs that nobody says or signs with stay in the one font that has everything else.
SIGNS = {*map(ord, "^`|~¢£¤¥¦§¨©¬®¯±²³´µ¶¸¹¼½¾×÷†‹›←→−")}
EVERY = {*LATIN, *range(0x100, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E}
# What the six languages are written with, and their neighbours' names.
NEAR = {*range(0x20, 0x7F), 0xA0, *map(ord, "ÄÖÜäöüßÀÂÇÈÉÊËÎÏÔÙÛàâçèéêëîïôùûŒœÆæÑÁÍÓÚñáíóúÌÒìò")}
NEAR |= set(map(ord, "ÅåØøÃãÕõ¿¡ªº«»·–—‘’‚“”„…€\u202f\u2009"))
SPOKEN = NEAR - SIGNS
# Names from farther away: files of their own, which only pages that show such a letter load.
WIDER = set(map(ord, "ĄąĆćĘęŁłŃńŚśŹźŻżČčĎďĚěŇňŘřŠšŤťŮůŽžŐőŰűĞğİıŞşĐđẞ"))
# No name is written with these: whoever types one sees it in a font of their own.
UNSAID = set(map(ord, "ĈĉĜĝĤĥĴĵŜŝĔĕĬĭŎŏĸŉſĿŀĲĳŦŧŊŋ"))
FAR = EVERY - LATIN - WIDER - UNSAID | set(map(ord, "ÐðÞþÝýŸÿ"))
SEEN = NEAR - set(map(ord, "^`|~")) | set(map(ord, "£§©×→"))
# Any day, in seconds since 1904: what is written today is what is written tomorrow.
ONE_DAY = 3_870_000_000
FEATURES = ["kern", "liga", "locl", "rvrn", "tnum"]
# Of which pages have a cut; pictures have all of them.
SHOWN = ("fraunces", "figtree")
LICENCES = ("LICENSE_FONT", "LICENSE")
DRAWN = ROOT / "layers/pictures/goodword_fonts"
WIDTHS = ROOT / "layers/domain/referrals/model/card/widths.json"


@dataclass(frozen=True, slots=True)
class Cut:
    """One file: which letters of which font, and how heavy."""

    name: str
    family: str
    style: str
    weight: float | tuple[float, float]
    letters: frozenset[int]


CUTS = (
    Cut("fraunces", "fraunces", "normal", 560, frozenset(SPOKEN | {ord("£")})),
    Cut("fraunces-wider", "fraunces", "normal", 560, frozenset(WIDER)),
    Cut("fraunces-far", "fraunces", "normal", 560, frozenset(FAR)),
    Cut("fraunces-italic", "fraunces", "italic", 440, frozenset(SPOKEN)),
    Cut("fraunces-italic-wider", "fraunces", "italic", 440, frozenset(WIDER)),
    Cut("fraunces-italic-far", "fraunces", "italic", 440, frozenset(FAR)),
    Cut("figtree", "figtree", "normal", (400, 600), frozenset(SEEN)),
)
# For pictures, with every letter in one file; a weight of its own instead of an axis.
DRAWN_CUTS = (
    Cut("words", "fraunces", "normal", 560, frozenset(EVERY)),
    Cut("words-italic", "fraunces", "italic", 440, frozenset(EVERY)),
    Cut("rest", "figtree", "normal", 500, frozenset(EVERY)),
)


def main() -> None:
    with TemporaryDirectory() as folder:
        for family in PACKAGES:
            package = _unpack(family, Path(folder))
            licence = next(path for path in LICENCES if (package / path).exists())
            for place in (STATIC, DRAWN) if family in SHOWN else (DRAWN,):
                text = (package / licence).read_text()
                (place / f"{family}-licence.txt").write_text(text)
        for cut in CUTS:
            _write(cut, Path(folder))
        for cut in DRAWN_CUTS:
            _write_picture_font(cut, Path(folder))
        _write_other_scripts(Path(folder))
    _write_widths()
    _mark_stylesheet()


def _unpack(family: str, folder: Path) -> Path:
    """The package as published; refused if it is another than the one looked at."""
    name, expected = PACKAGES[family]
    place = folder / family
    place.mkdir()
    command = ["npm", "pack", "--silent", name]
    made = subprocess.run(
        command, cwd=place, check=True, capture_output=True, text=True, timeout=120
    )
    archive = place / made.stdout.strip().splitlines()[-1]
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{name} is not the package that was looked at: sha256 {found}")
    with tarfile.open(archive) as packed:
        packed.extractall(place, filter="data")
    return place / "package"


def _write(cut: Cut, folder: Path) -> None:
    font = _font_of(cut, folder)
    options = Options(
        flavor="woff2",
        hinting=False,
        # Widths of an axis are in its outlines, too.
        drop_tables=[*Options().drop_tables, "HVAR", "STAT"],
        layout_features=FEATURES,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 4, 6, 13, 14],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=cut.letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font["head"].created = font["head"].modified = ONE_DAY
    font.recalcTimestamp = False
    path = STATIC / f"{cut.name}.woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(font.getBestCmap())} letters")


def _write_picture_font(cut: Cut, folder: Path) -> None:
    """Under a name of its own: the renderer chooses by names alone."""
    font = _font_of(cut, folder)
    _name(font, cut.name)
    font.save(DRAWN / f"{cut.name}.ttf")


def _name(font: TTFont, name: str) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = f"goodword {name}"
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
    font["head"].created = font["head"].modified = ONE_DAY
    font.recalcTimestamp = False


def _write_other_scripts(folder: Path) -> None:
    """Whole, as they are published: Arabic with the Latin beside it, and emoji in one ink."""
    halves = []
    for half in ("arabic", "latin"):
        files = folder / "naskh/package/files"
        font = TTFont(files / f"noto-naskh-arabic-{half}-500-normal.woff2", recalcTimestamp=False)
        font.flavor = None
        halves.append(folder / f"naskh-{half}.ttf")
        font.save(halves[-1])
    merged = Merger().merge(halves)
    _name(merged, "naskh")
    merged.save(DRAWN / "naskh.ttf")
    emoji = folder / "emoji/package/500Medium/NotoEmoji_500Medium.ttf"
    (DRAWN / "emoji.ttf").write_bytes(emoji.read_bytes())


def _write_widths() -> None:
    """How wide each letter is, in thousandths of its size: a card breaks its lines by that."""
    found = {}
    for name in ("words", "words-italic", "rest", "naskh"):
        font = TTFont(DRAWN / f"{name}.ttf")
        scale = 1000 / font["head"].unitsPerEm
        drawn = _within_words(font)
        widths = {
            chr(code): round(font["hmtx"][drawn.get(glyph, glyph)][0] * scale)
            for code, glyph in font.getBestCmap().items()
        }
        found[name] = {letter: widths[letter] for letter in sorted(widths)}
    emoji = TTFont(DRAWN / "emoji.ttf").getBestCmap()
    found["emoji"] = {chr(letter): 1250 for letter in sorted(emoji) if letter > 0xFF}
    WIDTHS.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n")


def _within_words(font: TTFont) -> dict[str, str]:
    """Arabic letters as they are joined: in the middle of a word most are half as wide as alone."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    found: dict[str, str] = {}
    for feature in ("fina", "medi", "init"):
        for record in table.FeatureList.FeatureRecord:
            if record.FeatureTag == feature:
                for number in record.Feature.LookupListIndex:
                    for each in table.LookupList.Lookup[number].SubTable:
                        pairs = getattr(getattr(each, "ExtSubTable", each), "mapping", {})
                        found |= {old: new for old, new in pairs.items() if isinstance(new, str)}
    return found


def _font_of(cut: Cut, folder: Path) -> TTFont:
    """The two halves in which the package has the letters, as one font of the weight."""
    halves = []
    for half in ("latin", "latin-ext"):
        files = folder / cut.family / "package/files"
        font = TTFont(files / f"{cut.family}-{half}-wght-{cut.style}.woff2", recalcTimestamp=False)
        font.flavor = None
        font = instancer.instantiateVariableFont(font, {"wght": cut.weight})
        path = folder / f"{cut.name}-{half}.ttf"
        font.save(path)
        halves.append(path)
        if isinstance(cut.weight, tuple):
            return TTFont(path)  # an axis can't be merged; the first half has to do
    merged: TTFont = Merger().merge(halves)
    return merged


def _mark_stylesheet() -> None:
    """Addresses in the stylesheet carry a mark of the content: see edge/static_file."""
    path = STATIC / "portal.css"

    def marked_address(found: re.Match[str]) -> str:
        mark = hashlib.sha256((STATIC / found[1]).read_bytes()).hexdigest()[:12]
        return f"/static/{found[1]}?v={mark}"

    path.write_text(re.sub(ADDRESS, marked_address, path.read_text()))


if __name__ == "__main__":
    main()
