"""Writes the Python client's operations off the API's description: one file a noun."""

import json
import keyword
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACE = Path("clients/python/goodword_api/operations")
WIDTH = 100
KEY_HEADER = "Idempotency-Key"
TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
# Nouns of two words, so that the rest of an operation's name is what it does.
_COMPOUNDS = ("portal_session",)
_HEAD = '"""{title}, as the API describes them; written by `python -m goodword.docs`."""\n'


@dataclass(frozen=True, slots=True)
class ApiField:
    name: str
    """As the API has it."""
    type: str
    required: bool
    words: str

    @property
    def argument(self) -> str:
        plain = re.sub(r"\W", "_", self.name).lower()
        return f"{plain}_" if keyword.iskeyword(plain) else plain


@dataclass(frozen=True, slots=True)
class Operation:
    noun: str
    name: str
    method: str
    path: str
    words: str
    scope: str
    names: tuple[ApiField, ...]
    """Parts of the path, by their place."""
    query: tuple[ApiField, ...]
    body: tuple[ApiField, ...]
    has_body: bool
    has_key: bool


def client_files(description: str) -> dict[Path, str]:
    """The files by path from the project's root."""
    document = json.loads(description)
    by_noun = defaultdict[str, list[Operation]](list)
    for each in operations(document):
        by_noun[each.noun].append(each)
    made = {PLACE / f"{noun}.py": noun_file(noun, found) for noun, found in by_noun.items()}
    return {**made, PLACE / "__init__.py": nouns_file(sorted(by_noun))}


def operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    schemas = document["components"]["schemas"]
    for path, methods in sorted(document["paths"].items()):
        for method, told in sorted(methods.items()):
            noun = told["tags"][0]
            parameters = told.get("parameters", [])
            body = _body_schema(told, schemas)
            yield Operation(
                noun=noun,
                name=method_name(told["operationId"], noun),
                method=method.upper(),
                path=path,
                words=told["summary"].strip(),
                scope=" ".join(told["security"][0]["key"]),
                names=_parameters(parameters, "path"),
                query=_parameters(parameters, "query"),
                body=tuple(_properties(body)) if body else (),
                has_body=body is not None,
                has_key=any(each["name"] == KEY_HEADER for each in parameters),
            )


def method_name(operation: str, noun: str) -> str:
    """`read` of `link_read` among links; `report_act` where a bare verb would be the noun's."""
    for compound in _COMPOUNDS:
        operation = operation.replace(compound, compound.replace("_", ""))
    subject, _, act = operation.partition("_")
    is_own = noun.rstrip("s") == subject.rstrip("s")
    return act if is_own or "_" in act else f"{act}_{subject}"


def _body_schema(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    if "requestBody" not in told:
        return None
    schema = told["requestBody"]["content"]["application/json"]["schema"]
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _parameters(parameters: list[Any], where: str) -> tuple[ApiField, ...]:
    return tuple(
        ApiField(each["name"], _type(each["schema"]), where == "path", each.get("description", ""))
        for each in parameters
        if each["in"] == where
    )


def _properties(schema: Mapping[str, Any]) -> Iterator[ApiField]:
    required = set(schema.get("required", ()))
    for name, told in schema.get("properties", {}).items():
        yield ApiField(name, _type(told), name in required, told.get("description", ""))


def _type(schema: Mapping[str, Any]) -> str:
    if kinds := [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]:
        return _type(kinds[0]) if len(kinds) == 1 else "Any"
    match schema.get("type"):
        case "array":
            return "Sequence[Any]"
        case "object":
            return "Mapping[str, Any]"
        case str(kind):
            return TYPES[kind]
    return "Any"


def noun_file(noun: str, found: list[Operation]) -> str:
    title = noun.replace("-", " ").capitalize()
    methods = "\n".join(_method(each) for each in found)
    names = {word for each in ("Any", "Mapping", "Sequence") if (word := each) in methods}
    abstract = sorted(names - {"Any"})
    imports = f"from collections.abc import {', '.join(abstract)}\n" if abstract else ""
    return (
        f"{_HEAD.format(title=title)}\n{imports}from typing import Any\n\n"
        f"from goodword_api.connection import Connection\n\n\n"
        f"class {class_name(noun)}:\n"
        f"    def __init__(self, connection: Connection) -> None:\n"
        f"        self._connection = connection\n\n{methods}"
    )


def class_name(noun: str) -> str:
    return "".join(part.capitalize() for part in noun.split("-"))


def _method(told: Operation) -> str:
    required = [each for each in told.body if each.required]
    optional = [each for each in (*told.query, *told.body) if not each.required]
    arguments = ["self", *(f"{each.argument}: {each.type}" for each in told.names)]
    named = [f"{each.argument}: {each.type}" for each in required]
    named += [f"{each.argument}: {each.type} | None = None" for each in optional]
    named += ['idempotency_key: str = ""'] if told.has_key else []
    arguments += ["*", *named] if named else []
    lines = "".join(f"        {each},\n" for each in arguments)
    return (
        f"    def {told.name}(\n{lines}    ) -> Any:\n"
        f"{_docstring(told, (*told.names, *required, *optional))}"
        f"        return self._connection.call(\n{_call(told)}        )\n"
    )


def _docstring(told: Operation, fields: tuple[ApiField, ...]) -> str:
    # The quotes of a docstring, and backslashes, are nothing that a description has.
    first, _, rest = told.words.partition("\n\n")
    paragraphs = [f"{' '.join(first.split()).rstrip('.')}.", *rest.split("\n\n")]
    paragraphs = [" ".join(each.split()) for each in paragraphs if each.strip()]
    paragraphs.append(f"`{told.method} {told.path}`; the key needs `{told.scope}`.")
    text = "\n\n".join(textwrap.fill(each, WIDTH - 12) for each in paragraphs)
    listed = [
        textwrap.fill(
            f"- `{each.argument}`: {' '.join(each.words.split())}",
            WIDTH - 8,
            subsequent_indent="  ",
        )
        for each in fields
        if each.words
    ]
    text += "\n\n" + "\n".join(listed) if listed else ""
    return textwrap.indent(f'"""{text}\n"""\n', "        ", lambda line: bool(line.strip()))


def _call(told: Operation) -> str:
    lines = [f'"{told.method}"', f'"{told.path}"']
    for name, fields in (("names", told.names), ("query", told.query), ("body", told.body)):
        pairs = "".join(f'                "{each.name}": {each.argument},\n' for each in fields)
        if fields:
            lines.append(f"{name}={{\n{pairs}            }}")
        elif name == "body" and told.has_body:
            lines.append("body={}")
    lines += ["idempotency_key=idempotency_key"] if told.has_key else []
    return "".join(f"            {line},\n" for line in lines)


def nouns_file(nouns: list[str]) -> str:
    modules = {noun: noun.replace("-", "_") for noun in nouns}
    imports = "".join(
        f"from goodword_api.operations.{modules[each]} import {class_name(each)}\n"
        for each in nouns
    )
    made = "".join(
        f"        self.{modules[each]} = {class_name(each)}(connection)\n" for each in nouns
    )
    return (
        f"{_HEAD.format(title='All nouns of the API')}\n"
        f"from goodword_api.connection import Connection\n{imports}\n\n"
        f"class Nouns:\n    def __init__(self, connection: Connection) -> None:\n{made}"
    )
