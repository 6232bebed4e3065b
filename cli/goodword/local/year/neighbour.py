"""The bakery's customers: how they are called, and in which language they read."""

from dataclasses import dataclass
from random import Random

# First names and family names by language; most customers read German.
FIRST = {
    "de": "Anna Jonas Mia Lukas Lea Finn Emma Paul Clara Ben Ida Felix Greta Moritz Frieda Anton "
    "Luise Oskar Marta Theo Johanna Jakob Elif Emre Nele Hannes Pia Konrad Romy Kilian",
    "en": "Grace Oliver Ruby Noah Ivy Hugo Nora Leo Maya Owen Zoe Adam Iris Sam Tess",
    "fr": "Camille Louis Manon Jules Inès Hugo Léa Arthur Zoé Nathan",
}
FAMILY = {
    "de": "Schmitt Weber Wagner Becker Hofmann Koch Richter Klein Wolf Schröder Neumann Braun "
    "Zimmer Hartmann Lange Krüger Yilmaz Vogel Winter Sommer Brandt Kaiser Fuchs Lindner",
    "en": "Clarke Hughes Bennett Foster Murray Walsh Porter Ellis Palmer Grant",
    "fr": "Moreau Laurent Girard Lambert Fontaine Rousseau Mercier Blanc",
}
GLAD = 0.6
SHARES = (("de", 0.62), ("en", 0.26), ("fr", 0.12))
PLAIN = str.maketrans("éèïöüß", "eeioub")
# Whoever writes from there can't be reached a day later.
THROW_AWAY = "mailinator.com"


@dataclass(frozen=True, slots=True)
class Neighbour:
    number: int
    first_name: str
    family_name: str
    language: str
    glad: bool
    """Of the shop: then they come again, bring friends and speak well of it more often."""
    throw_away: bool = False
    """Whether the mailbox is one for an hour."""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.family_name}"

    @property
    def mailbox(self) -> str:
        written = f"{self.first_name}.{self.family_name}{self.number}".lower().translate(PLAIN)
        return f"{written}@{THROW_AWAY if self.throw_away else 'example.org'}"


def a_neighbour(number: int, rng: Random, *, throw_away: bool = False) -> Neighbour:
    drawn, language = rng.random(), SHARES[-1][0]
    for tag, share in SHARES:
        if drawn < share:
            language = tag
            break
        drawn -= share
    first, family = (rng.choice(names[language].split()) for names in (FIRST, FAMILY))
    return Neighbour(number, first, family, language, rng.random() < GLAD, throw_away)
