"""One view of many parts: nothing is asked for twice, and a write forgets all that was read."""

from typing import Any

from awswire.view_client import ViewClient


class OneTable:
    """A table of people; a key that begins with `late` is answered with the second request."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.calls: list[Any] = []

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        self.calls.append((operation, request))
        match operation:
            case "GetItem":
                found = self._items([request["Key"]])
                return {"Item": found[0]} if found else {}
            case "BatchGetItem":
                keys = request["RequestItems"]["people"]["Keys"]
                late = [key for key in keys if key["id"]["S"].startswith("late")]
                first = len([o for o, _ in self.calls if o == "BatchGetItem"]) == 1
                left = {"people": {"Keys": late}} if late and first else {}
                now = [key for key in keys if not (first and key in late)]
                return {"Responses": {"people": self._items(now)}, "UnprocessedKeys": left}
        return {"Items": self._items([{"id": {"S": name}} for name in self.names])}

    def _items(self, keys: list[Any]) -> list[Any]:
        return [{**key, "name": key["id"]} for key in keys if key["id"]["S"] in self.names]


def get(view: ViewClient, name: str, *, consistent: bool = True) -> Any:
    request = {"TableName": "people", "Key": {"id": {"S": name}}}
    return view.call("GetItem", {**request, "ConsistentRead": consistent})


def batch(view: ViewClient, *names: str) -> tuple[list[str], Any]:
    keys = [{"id": {"S": name}} for name in names]
    asked = {"people": {"Keys": keys, "ConsistentRead": True}}
    answer = view.call("BatchGetItem", {"RequestItems": asked})
    found = [item["name"]["S"] for item in answer["Responses"]["people"]]
    return found, answer["UnprocessedKeys"]


def test_a_batch_asks_only_for_what_is_new() -> None:
    table = OneTable("ada", "ben", "cem")
    view = ViewClient(table)
    get(view, "ada")

    first, second = batch(view, "ada", "ben", "nobody"), batch(view, "nobody", "ben", "ada")

    assert first[0] == ["ada", "ben"]
    assert second[0] == ["ben", "ada"]
    asked = [request["RequestItems"]["people"]["Keys"] for _, request in table.calls[1:]]
    assert asked == [[{"id": {"S": "ben"}}, {"id": {"S": "nobody"}}]]
    assert get(view, "nobody") == {}
    assert len(table.calls) == 2


def test_what_a_busy_table_left_is_asked_for_again() -> None:
    table = OneTable("ada", "late-ben")
    view = ViewClient(table)

    found, left = batch(view, "ada", "late-ben")

    assert found == ["ada"]
    assert left == {"people": {"Keys": [{"id": {"S": "late-ben"}}]}}
    assert batch(view, "late-ben") == (["late-ben"], {})


def test_a_read_that_may_be_old_is_not_remembered() -> None:
    table = OneTable("ada")
    view = ViewClient(table)

    for _ in range(2):
        get(view, "ada", consistent=False)

    assert len(table.calls) == 2


def test_the_same_question_is_asked_once_until_something_is_written() -> None:
    table = OneTable("ada")
    view, question = ViewClient(table), {"TableName": "people", "Limit": 3}

    for _ in range(2):
        view.call("Query", question)
    view.call("Scan", {"TableName": "people"})
    view.call("Query", {**question, "Limit": 4})
    view.call("Query", question)
    view.call("PutItem", {"TableName": "people"})
    view.call("Query", question)

    asked = [operation for operation, _ in table.calls]
    assert asked == ["Query", "Scan", "Query", "PutItem", "Query"]
