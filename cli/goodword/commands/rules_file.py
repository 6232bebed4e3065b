"""Reads `program.yaml`; whatever is wrong in it is told with its line, its field and a remedy."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.program.fault import Fault, spell_path
from referrals.model.program.fault import Path as FieldPath
from referrals.model.program.program import AppliedProgram, Program
from referrals.steps.draft.require_no_loss import (
    FileVersion,
    file_version,
    version_in,
    with_version,
)
from referrals.steps.program.check_draft import FurtherCheck, check_draft, no_further_check


class NoProgramFileError(NotFoundError):
    code = "no_program_file"


class BadProgramFileError(RefusedError):
    """Tells every fault of the file with its line, its field and a remedy."""

    code = "bad_program_file"


class _Loader(yaml.SafeLoader):
    """YAML 1.2's plain words: `on` is a word, `1:30` and `2026-11-22` are text."""


_PLAIN = {
    "tag:yaml.org,2002:bool": (r"true|false", "tf"),
    "tag:yaml.org,2002:int": (r"[-+]?[0-9]+", "-+0123456789"),
    "tag:yaml.org,2002:float": (r"[-+]?[0-9]*\.[0-9]+", "-+0123456789."),
    "tag:yaml.org,2002:null": (r"null|~|", "n~\0"),
}
_Loader.yaml_implicit_resolvers = {}
for _tag, (_pattern, _first) in _PLAIN.items():
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), [*_first, ""])


@dataclass(frozen=True, slots=True)
class RulesFile:
    """A program as written, and the line on which each of its fields stands."""

    name: str
    text: str

    @classmethod
    def open(cls, path: Path) -> "RulesFile":
        try:
            return cls(str(path), path.read_text("utf-8"))
        except FileNotFoundError:
            raise NoProgramFileError(
                f"{path} does not exist.", remedy="`goodword program export NAME` writes one."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise BadProgramFileError(f"{path} cannot be read: {error}.") from None

    @property
    def version(self) -> FileVersion | None:
        """The version that it was made on, where it says so."""
        return version_in(self.text)

    def rules(self, *, local: bool, more: FurtherCheck = no_further_check) -> Program:
        """The program; every fault of it at once where there is any, `more` found ones too."""
        draft, lines = self._parse()
        program, faults = check_draft(draft, local=local, more=more)
        if program is None:
            raise self._refusal(faults, lines)
        return program

    def _refusal(
        self, faults: tuple[Fault, ...], lines: dict[FieldPath, int]
    ) -> BadProgramFileError:
        """All faults at once, in the order of the file, each on a line of its own."""
        placed = [(_line_of(fault.path, lines), fault) for fault in faults]
        sentences = [
            f"{self.name}:{line}: {fault.field or 'program'}: {fault.message} {fault.remedy}"
            for line, fault in sorted(placed, key=lambda each: each[0])
        ]
        return BadProgramFileError("\n".join(["these rules cannot be applied.", *sentences]))

    def _parse(self) -> tuple[Any, dict[FieldPath, int]]:
        lines: dict[FieldPath, int] = {(): 1}
        node = self._parse_or_refuse(lambda: yaml.compose(self.text, Loader=_Loader))
        if not isinstance(node, yaml.MappingNode):
            raise BadProgramFileError(
                f"{self.name}:1: this is not a program.", remedy="Start with `program: a-name`."
            )
        self._walk(node, (), lines)
        return self._parse_or_refuse(lambda: _Loader("").construct_document(node)), lines

    def _parse_or_refuse[T](self, read: Callable[[], T]) -> T:
        try:
            return read()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            where = f":{mark.line + 1}" if mark else ""
            raise BadProgramFileError(
                f"{self.name}{where}: this is not YAML: {error.problem}.",
                remedy="Look at the indentation, colons and quotes there.",
            ) from None
        except yaml.YAMLError as error:
            raise BadProgramFileError(f"{self.name}: this is not YAML: {error}.") from None

    def _walk(self, node: yaml.Node, path: FieldPath, lines: dict[FieldPath, int]) -> None:
        if isinstance(node, yaml.SequenceNode):
            for place, inner in enumerate(node.value):
                lines[(*path, place)] = inner.start_mark.line + 1
                self._walk(inner, (*path, place), lines)
        if not isinstance(node, yaml.MappingNode):
            return
        for key, inner in node.value:
            field = (*path, str(key.value))
            line = key.start_mark.line + 1
            if field in lines:
                raise BadProgramFileError(
                    f"{self.name}:{line}: {spell_path(field)}: this field stands here twice.",
                    remedy=f"Remove it here or on line {lines[field]}.",
                )
            lines[field] = line
            self._walk(inner, field, lines)


def _line_of(path: FieldPath, lines: dict[FieldPath, int]) -> int:
    """The field's own line, or its nearest parent's where the field is missing."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def note_version(path: Path, applied: AppliedProgram) -> None:
    """Has the file say which version it is now, where it says one; best done, not needed."""
    file = RulesFile.open(path)
    after = with_version(file.text, file_version(applied))
    if after != file.text:
        with suppress(OSError):
            path.write_text(after, "utf-8")
