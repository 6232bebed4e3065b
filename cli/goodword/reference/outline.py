"""The API's description as a page reads it: operations by noun, fields in rows, shapes by name."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from goodword.reference.sample import SCHEMAS, Sampler

RESPONSES = "#/components/responses/"
JSON = "application/json"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class TypePart:
    """A piece of what a value is: a word, or the name of a shape."""

    text: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    name: str
    parts: tuple[TypePart, ...]
    is_required: bool
    words: str
    limits: str
    place: str = ""
    """Of a parameter: path, query or header."""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    status: str
    words: str
    kind: str
    """What the body is: JSON, an image; empty for none."""
    parts: tuple[TypePart, ...]


@dataclass(frozen=True, slots=True)
class OperationSection:
    anchor: str
    method: str
    path: str
    title: str
    words: str
    """What the title leaves out."""
    scopes: tuple[str, ...]
    parameters: tuple[FieldRow, ...]
    body: tuple[FieldRow, ...]
    body_shape: str
    answers: tuple[ReplyRow, ...]
    refusals: tuple[ReplyRow, ...]
    command: str
    """What a shell asks it by."""
    example: str
    """Of the first answer that has a body."""


@dataclass(frozen=True, slots=True)
class ShapeSection:
    name: str
    words: str
    fields: tuple[FieldRow, ...]
    values: tuple[str, ...]
    example: str


class ApiOutline:
    def __init__(self, description: str) -> None:
        self.document: dict[str, Any] = json.loads(description)
        self.components = self.document["components"]
        self.sampler = Sampler(self.components["schemas"])

    @property
    def words(self) -> str:
        return " ".join(self.document["info"]["description"].split())

    def nouns(self) -> dict[str, list[OperationSection]]:
        """In the alphabet's order, each operation once: under its first tag."""
        found = defaultdict[str, list[OperationSection]](list)
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                tag = (operation.get("tags") or ["others"])[0]
                found[tag].append(self._operation(method.upper(), path, operation))
        return dict(sorted(found.items()))

    def shapes(self) -> Iterator[ShapeSection]:
        for name, schema in sorted(self.components["schemas"].items()):
            yield ShapeSection(
                name,
                " ".join(schema.get("description", "").split()),
                self._fields(schema),
                tuple(map(str, schema.get("enum", ()))),
                "" if schema.get("enum") else _as_json(self.sampler.example(schema)),
            )

    def _operation(self, method: str, path: str, operation: Mapping[str, Any]) -> OperationSection:
        body = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {})
        answers = [self._answer(*each) for each in operation["responses"].items()]
        scopes = [each for need in operation.get("security", ()) for each in need.get("key", ())]
        title, _, rest = re.sub(r"(; |\. )", r"\n\1", operation["summary"], count=1).partition("\n")
        return OperationSection(
            operation["operationId"],
            method,
            path,
            title,
            rest.lstrip(";. "),
            tuple(scopes),
            tuple(map(self._parameter, operation.get("parameters", ()))),
            self._fields(self.sampler.follow(body)) if body else (),
            body.get("$ref", "").removeprefix(SCHEMAS),
            tuple(each for each in answers if each.status < "400"),
            tuple(each for each in answers if each.status >= "400"),
            self._command(method, path, operation, body),
            self._example(operation),
        )

    def _parameter(self, parameter: Mapping[str, Any]) -> FieldRow:
        schema = parameter["schema"]
        words = parameter.get("description", "")
        required = parameter.get("required", False)
        return self._row(parameter["name"], schema, required, words=words, place=parameter["in"])

    def _fields(self, schema: Mapping[str, Any]) -> tuple[FieldRow, ...]:
        required = schema.get("required", ())
        fields = schema.get("properties", {}).items()
        return tuple(self._row(name, each, name in required) for name, each in fields)

    def _row(
        self,
        name: str,
        schema: Mapping[str, Any],
        required: bool,
        *,
        words: str = "",
        place: str = "",
    ) -> FieldRow:
        said = words or str(schema.get("description", ""))
        parts = tuple(type_parts(schema))
        return FieldRow(name, parts, required, " ".join(said.split()), limits_of(schema), place)

    def _answer(self, status: str, answer: Mapping[str, Any]) -> ReplyRow:
        if "$ref" in answer:
            answer = self.components["responses"][answer["$ref"].removeprefix(RESPONSES)]
        content = answer.get("content", {})
        kind = next(iter(content), "")
        schema = content.get(kind, {}).get("schema", {})
        said = answer["description"]
        words = HTTPStatus(int(status)).phrase if said == "Successful Response" else said
        return ReplyRow(status, words, kind, tuple(type_parts(schema)) if schema else ())

    def _example(self, operation: Mapping[str, Any]) -> str:
        for answer in operation["responses"].values():
            schema = answer.get("content", {}).get(JSON, {}).get("schema")
            if schema:
                return _as_json(self.sampler.example(schema))
        return ""

    def _command(
        self,
        method: str,
        path: str,
        operation: Mapping[str, Any],
        body: Mapping[str, Any],
    ) -> str:
        given = {
            each["name"]: self.sampler.example(each["schema"], each["name"])
            for each in operation.get("parameters", ())
            if each.get("required")
        }
        query = {
            each["name"]: given[each["name"]]
            for each in operation.get("parameters", ())
            if each["in"] == "query" and each["name"] in given
        }
        address = path.format(**{k: v for k, v in given.items() if f"{{{k}}}" in path})
        asked = f"?{urlencode(query)}" if query else ""
        verb = "" if method == "GET" or (method == "POST" and body) else f" -X {method}"
        lines = [f'curl -sS{verb} "$URL{address}{asked}"', '-H "Authorization: Bearer $KEY"']
        if body:
            example = json.dumps(self.sampler.example(body), ensure_ascii=False)
            lines += ['-H "Content-Type: application/json"', f"-d '{_shell_text(example)}'"]
        return " \\\n  ".join(lines)


def type_parts(schema: Mapping[str, Any]) -> Iterator[TypePart]:
    """What a value is, in words, with the names of shapes apart."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(SCHEMAS)
        yield TypePart(name, name)
    elif schema.get("anyOf"):
        for number, each in enumerate(schema["anyOf"]):
            if number:
                yield TypePart(" or ")
            yield from type_parts(each)
    elif schema.get("type") == "array":
        yield TypePart("list of ")
        inner = schema.get("items")
        yield from type_parts(inner) if inner else (TypePart("values"),)
    elif schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        yield TypePart("by name: ")
        yield from type_parts(schema["additionalProperties"])
    elif schema.get("enum"):
        yield TypePart(" or ".join(f"“{each}”" for each in schema["enum"]))
    else:
        yield TypePart(schema.get("format") or schema.get("type") or "anything")


def limits_of(schema: Mapping[str, Any]) -> str:
    """Where a value begins and ends, and what stands for it where nothing is said."""
    least, most, default = (schema.get(each) for each in ("minLength", "maxLength", "default"))
    texts = [
        f"{least or 0} to {most} characters" if most else "",
        f"from {schema['minimum']}" if "minimum" in schema else "",
        f"to {schema['maximum']}" if "maximum" in schema else "",
        f"at most {schema['maxItems']}" if "maxItems" in schema else "",
        _pattern_words(schema.get("pattern", "")),
        f"else {json.dumps(default)}" if isinstance(default, str | int | float) else "",
    ]
    return "; ".join(filter(None, texts))


def _pattern_words(pattern: str) -> str:
    """A pattern that only leaves out control characters is said in words."""
    if pattern.startswith("^[^\\u0000"):
        return "without control characters"
    return f"as {pattern}" if pattern else ""


def _as_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _shell_text(text: str) -> str:
    """Within single quotes of a shell."""
    return text.replace("'", "'\\''")
