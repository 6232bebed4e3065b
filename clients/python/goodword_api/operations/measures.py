"""Measures, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Measures:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_experiments(
        self,
        *,
        program: str | None = None,
    ) -> Any:
        """Read every experiment of a program: its arms, their difference with interval, the
        verdict.

        `GET /v1/experiments`; the key needs `programs:read`.

        - `program`: The program's id.
        """
        return self._connection.call(
            "GET",
            "/v1/experiments",
            query={
                "program": program,
            },
        )

    def list_definitions(
        self,
    ) -> Any:
        """Read what each measure means: numerator, denominator, population, period, interval.

        `GET /v1/measure-definitions`; the key needs `programs:read`.
        """
        return self._connection.call(
            "GET",
            "/v1/measure-definitions",
        )

    def read_definition(
        self,
        name: str,
    ) -> Any:
        """Read what one measure means.

        `GET /v1/measure-definitions/{name}`; the key needs `programs:read`.

        - `name`: Its name.
        """
        return self._connection.call(
            "GET",
            "/v1/measure-definitions/{name}",
            names={
                "name": name,
            },
        )

    def read(
        self,
        *,
        program: str | None = None,
        from_: str | None = None,
        to: str | None = None,
    ) -> Any:
        """Read every measure of a period: value, interval, observations, and as of when.

        `GET /v1/measures`; the key needs `programs:read`.

        - `program`: The program's id.
        - `from_`: Default: 29 days before `to`.
        - `to`: Default: today, where the shop is.
        """
        return self._connection.call(
            "GET",
            "/v1/measures",
            query={
                "program": program,
                "from": from_,
                "to": to,
            },
        )
