"""CloudWatch's metric queries, read by the documented grammar.

SELECT function(metric) FROM namespace | SCHEMA(namespace, label, ...)
[WHERE label =|!= 'value' [AND ...]] [GROUP BY label, ...]
[ORDER BY function() [ASC|DESC]] [LIMIT number]

One thing is stricter than there: every name wears double quotes, which is always allowed, and
which spares us the list of some 900 words (`source` and `program` among them) that need them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

FUNCTIONS = ("AVG", "COUNT", "MAX", "MIN", "SUM")
MOST_SERIES = 500
_TOKEN = re.compile(
    r"""\s*(?:(?P<name>"(?:[^"'\\]|\\["'])+")|(?P<value>'[^']*')|(?P<word>\w+)|(?P<mark>!=|[=(),]))"""
)


class QueryError(Exception):
    """CloudWatch would refuse this query, or read another one than was meant."""


@dataclass(frozen=True)
class MetricQuery:
    function: str
    metric: str
    namespace: str
    labels: frozenset[str] | None
    conditions: tuple[tuple[str, str, str], ...] = ()
    groups: tuple[str, ...] = ()


def parse_query(text: str) -> MetricQuery:
    """Raises QueryError, with what was expected and what stands there."""
    return _Reader(_tokens(text)).query()


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if not match or match.lastgroup is None:
            raise QueryError(f"not a token of the language: {text[at : at + 20]!r}")
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens

    def query(self) -> MetricQuery:
        self._keyword("SELECT")
        function, metric = self._function(), self._read_in_brackets(self._name)
        self._keyword("FROM")
        namespace, labels = self._origin()
        conditions = self._conditions() if self._follows("WHERE") else ()
        groups = self._groups() if self._follows("GROUP") else ()
        if self._follows("ORDER"):
            self._order()
        if self._follows("LIMIT"):
            self._limit()
        if self.tokens:
            raise QueryError(f"nothing may follow, but {self.tokens[0][1]} does")
        known = labels if labels is not None else {*groups, *(label for label, *_ in conditions)}
        if stray := {*groups, *(label for label, *_ in conditions)} - known:
            raise QueryError(f"no metric of this schema has {sorted(stray)}")
        return MetricQuery(function, metric, namespace, labels, conditions, groups)

    def _origin(self) -> tuple[str, frozenset[str] | None]:
        if not self._follows("SCHEMA"):
            return self._name(), None
        namespace, *labels = self._read_in_brackets(self._names)
        return namespace, frozenset(labels)

    def _conditions(self) -> tuple[tuple[str, str, str], ...]:
        found = [self._condition()]
        while self._follows("AND"):
            found.append(self._condition())
        return tuple(found)

    def _condition(self) -> tuple[str, str, str]:
        label = self._name()
        if (operator := self._take("mark")) not in ("=", "!="):
            raise QueryError(f"= or != was expected, not {operator}")
        return label, operator, self._take("value")[1:-1]

    def _groups(self) -> tuple[str, ...]:
        self._keyword("BY")
        return tuple(self._names())

    def _order(self) -> None:
        self._keyword("BY")
        self._function()
        self._read_in_brackets(lambda: None)
        self._follows("ASC") or self._follows("DESC")

    def _limit(self) -> None:
        if not 0 < int(self._take("word")) <= MOST_SERIES:
            raise QueryError(f"a query returns {MOST_SERIES} series at most")

    def _function(self) -> str:
        if (function := self._take("word").upper()) not in FUNCTIONS:
            raise QueryError(f"no function of the language: {function}")
        return function

    def _names(self) -> list[str]:
        found = [self._name()]
        while self.tokens and self.tokens[0][1] == ",":
            self.tokens.pop(0)
            found.append(self._name())
        return found

    def _name(self) -> str:
        return re.sub(r"\\(.)", r"\1", self._take("name")[1:-1])

    def _read_in_brackets[T](self, inside: Callable[[], T]) -> T:
        self._mark("(")
        found = inside()
        self._mark(")")
        return found

    def _mark(self, mark: str) -> None:
        if (found := self._take("mark")) != mark:
            raise QueryError(f"{mark} was expected, not {found}")

    def _keyword(self, word: str) -> None:
        if (found := self._take("word")).upper() != word:
            raise QueryError(f"{word} was expected, not {found}")

    def _follows(self, word: str) -> bool:
        if not self.tokens or (self.tokens[0][0], self.tokens[0][1].upper()) != ("word", word):
            return False
        self.tokens.pop(0)
        return True

    def _take(self, kind: str) -> str:
        if not self.tokens or self.tokens[0][0] != kind:
            found = self.tokens[0][1] if self.tokens else "the end"
            raise QueryError(f"a {kind} was expected, not {found}")
        return self.tokens.pop(0)[1]
