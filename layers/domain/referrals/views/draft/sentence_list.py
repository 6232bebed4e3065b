"""Which sentences can a program say its own way in a language, and what does it say now?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from referrals.model.program.program import Program
from referrals.model.setting.form_of_address import ADDRESS
from referrals.model.setting.words import ChangedSentence
from referrals.model.words.wording import FOLDER, parts_of, sentences_of, wording_in


@dataclass(frozen=True, slots=True)
class ProgramSentence:
    name: str
    subject: str
    """The file that it is shipped in, such as `letters`."""
    shipped: ChangedSentence
    """In the program's form of address."""
    own: ChangedSentence | None

    def holds(self, wanted: str) -> bool:
        """Whether its name or either text has these letters."""
        texts = f"{self.name} {self.shipped} {self.own or ''}"
        return wanted.casefold() in texts.casefold()


def sentence_list(rules: Program, language: str) -> Iterator[ProgramSentence]:
    """By subject, in the order of the files."""
    changes = rules.words.get(language, {})
    shipped = wording_in(language, str(changes.get(ADDRESS, ""))).words
    subjects = subject_of_parts(language)
    for name in sorted(sentences_of(language), key=lambda each: subjects[each.split(".")[0]]):
        part, _, rest = name.partition(".")
        yield ProgramSentence(name, subjects[part], shipped[part][rest], changes.get(name))


@cache
def subject_of_parts(language: str) -> dict[str, str]:
    """The subject of each part of a name, the first word before its point."""
    return {
        part: path.stem
        for path in sorted((FOLDER / language).glob("*.toml"))
        for part in parts_of(path.read_text("utf-8"), language)
    }
