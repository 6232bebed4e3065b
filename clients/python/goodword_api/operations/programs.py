"""Programs, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Programs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(
        self,
        program: str,
    ) -> Any:
        """Read the newest version of a program's rules, in sentences too.

        `GET /v1/programs/{program}`; the key needs `programs:read`.

        - `program`: The program's name in `program.yaml`.
        """
        return self._connection.call(
            "GET",
            "/v1/programs/{program}",
            names={
                "program": program,
            },
        )

    def read_catalogue(
        self,
        program: str,
    ) -> Any:
        """Read what points buy, in the reader's language; `POST /v1/exchanges` buys it.

        `GET /v1/programs/{program}/catalogue`; the key needs `programs:read`.

        - `program`: The program's name in `program.yaml`.
        """
        return self._connection.call(
            "GET",
            "/v1/programs/{program}/catalogue",
            names={
                "program": program,
            },
        )

    def read_donation(
        self,
        program: str,
        *,
        year: int | None = None,
    ) -> Any:
        """Read what was given to each cause in a year; what went back is taken off.

        `GET /v1/programs/{program}/donations`; the key needs `programs:read`.

        - `program`: The program's name in `program.yaml`.
        - `year`: A calendar year, where the shop is.
        """
        return self._connection.call(
            "GET",
            "/v1/programs/{program}/donations",
            names={
                "program": program,
            },
            query={
                "year": year,
            },
        )

    def read_funnel(
        self,
        program: str,
        *,
        from_: str | None = None,
        to: str | None = None,
    ) -> Any:
        """Clicks, conversions, referred ones and rewards by day, in the program's time zone.

        `GET /v1/programs/{program}/funnel`; the key needs `programs:read`.

        - `program`: The program's name in `program.yaml`.
        - `from_`: Default: 29 days before `to`.
        - `to`: Default: today, where the shop is.
        """
        return self._connection.call(
            "GET",
            "/v1/programs/{program}/funnel",
            names={
                "program": program,
            },
            query={
                "from": from_,
                "to": to,
            },
        )
