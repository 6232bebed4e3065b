"""Listening, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Listening:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_person(
        self,
        advocate_id: str,
    ) -> Any:
        """Read every decision about one advocate, and what the next one rests on.

        `GET /v1/advocates/{advocate_id}/nudges`; the key needs `listening:read`.

        - `advocate_id`: As enrolling answered.
        """
        return self._connection.call(
            "GET",
            "/v1/advocates/{advocate_id}/nudges",
            names={
                "advocate_id": advocate_id,
            },
        )

    def list_answers(
        self,
        *,
        program: str | None = None,
        state: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """List answers that wait for a reply, the oldest first; or all of them, the newest first.

        `GET /v1/answers`; the key needs `listening:read`.

        - `program`: The program's id.
        - `state`: Those that wait for a reply, or all.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/answers",
            query={
                "program": program,
                "state": state,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def reply(
        self,
        survey_id: str,
        *,
        text: str,
        made_by: str,
        idempotency_key: str = "",
    ) -> Any:
        """Reply to an answer, once, by name; its person gets a letter.

        `POST /v1/answers/{survey_id}/reply`; the key needs `listening:write`.

        - `survey_id`: As the list of answers has it.
        - `text`: What its reader gets, by letter and on their page.
        - `made_by`: Who of the shop writes: the letter is signed by that name.
        """
        return self._connection.call(
            "POST",
            "/v1/answers/{survey_id}/reply",
            names={
                "survey_id": survey_id,
            },
            body={
                "text": text,
                "made_by": made_by,
            },
            idempotency_key=idempotency_key,
        )

    def read_figures(
        self,
        *,
        program: str | None = None,
    ) -> Any:
        """Read how likely people recommend the shop: score, interval, answers, response rate.

        `GET /v1/listening`; the key needs `listening:read`.

        - `program`: The program's id.
        """
        return self._connection.call(
            "GET",
            "/v1/listening",
            query={
                "program": program,
            },
        )

    def list_nudges(
        self,
        *,
        program: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """List what was decided after moments of delight, newest first: sent or not, and why.

        `GET /v1/nudges`; the key needs `listening:read`.

        - `program`: The program's id.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/nudges",
            query={
                "program": program,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def read_effect(
        self,
        *,
        program: str | None = None,
    ) -> Any:
        """Read what nudged advocates brought, against those held out, and what can be said by it.

        `GET /v1/nudges/effect`; the key needs `listening:read`.

        - `program`: The program's id.
        """
        return self._connection.call(
            "GET",
            "/v1/nudges/effect",
            query={
                "program": program,
            },
        )

    def say_to_suggestion(
        self,
        program: str,
        suggestion_id: str,
        *,
        act: str,
        answer: str,
        made_by: str,
        program_version: int | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Answer a suggestion, or decide on it; who suggested or voted is told of a decision.

        `POST /v1/programs/{program}/suggestions/{suggestion_id}/words`; the key needs
        `listening:write`.

        - `program`: The program's name in `program.yaml`.
        - `suggestion_id`: As the list of suggestions has it.
        - `act`: An answer for now, or a decision that ends it.
        - `answer`: What everybody who has a say in it reads.
        - `made_by`: Who of the shop says it.
        - `program_version`: Of the program that did it: needed for `done`.
        """
        return self._connection.call(
            "POST",
            "/v1/programs/{program}/suggestions/{suggestion_id}/words",
            names={
                "program": program,
                "suggestion_id": suggestion_id,
            },
            body={
                "act": act,
                "answer": answer,
                "made_by": made_by,
                "program_version": program_version,
            },
            idempotency_key=idempotency_key,
        )

    def list_suggestions(
        self,
        *,
        program: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """List what advocates suggested, with votes and answers, the newest first.

        `GET /v1/suggestions`; the key needs `listening:read`.

        - `program`: The program's id.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/suggestions",
            query={
                "program": program,
                "limit": limit,
                "cursor": cursor,
            },
        )
