"""Links, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Links:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(
        self,
        *,
        advocate_id: str,
        program: str,
        code: str | None = None,
        words: str | None = None,
        expires_at: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Issue a link; the same code for the same advocate again answers 200 with the link.

        Without a code send an `Idempotency-Key`: the same request under it finds the same link,
        for ever. A call that has neither makes another link each time

        `POST /v1/links`; the key needs `links:write`.

        - `advocate_id`: Whose link it is.
        - `program`: The program's name in `program.yaml`.
        - `code`: The advocate's own wish; without one a short code is made.
        - `words`: What friends read before they arrive; empty takes the program's.
        - `expires_at`: The link's last moment; without it, it has none.
        """
        return self._connection.call(
            "POST",
            "/v1/links",
            body={
                "advocate_id": advocate_id,
                "program": program,
                "code": code,
                "words": words,
                "expires_at": expires_at,
            },
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        code: str,
    ) -> Any:
        """Read a link.

        `GET /v1/links/{code}`; the key needs `links:read`.

        - `code`: The link's code, in any case.
        """
        return self._connection.call(
            "GET",
            "/v1/links/{code}",
            names={
                "code": code,
            },
        )

    def change(
        self,
        code: str,
        *,
        status: Any | None = None,
        words: str | None = None,
        expires_at: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Pause or resume a link, change its words or its expiry.

        `PATCH /v1/links/{code}`; the key needs `links:write`.

        - `code`: The link's code, in any case.
        - `status`: Paused it leads to the shop and earns nothing.
        - `words`: What friends read before they arrive; empty brings the program's back.
        - `expires_at`: `null` lifts the expiry.
        """
        return self._connection.call(
            "PATCH",
            "/v1/links/{code}",
            names={
                "code": code,
            },
            body={
                "status": status,
                "words": words,
                "expires_at": expires_at,
            },
            idempotency_key=idempotency_key,
        )

    def draw_png(
        self,
        code: str,
        *,
        scale: int | None = None,
    ) -> Any:
        """The link as a QR code in a bitmap.

        `GET /v1/links/{code}/qr.png`; the key needs `links:read`.

        - `code`: The link's code, in any case.
        - `scale`: Pixels a module.
        """
        return self._connection.call(
            "GET",
            "/v1/links/{code}/qr.png",
            names={
                "code": code,
            },
            query={
                "scale": scale,
            },
        )

    def draw_svg(
        self,
        code: str,
        *,
        scale: int | None = None,
    ) -> Any:
        """The link as a QR code for screens and print of any size.

        `GET /v1/links/{code}/qr.svg`; the key needs `links:read`.

        - `code`: The link's code, in any case.
        - `scale`: Pixels a module.
        """
        return self._connection.call(
            "GET",
            "/v1/links/{code}/qr.svg",
            names={
                "code": code,
            },
            query={
                "scale": scale,
            },
        )
