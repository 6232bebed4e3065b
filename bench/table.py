"""The smallest DynamoDB and Secrets Manager that light functions can be measured against.

`python -m bench.table [certificate key]` prints its port; items are kept in memory, requests are
counted, and every client meets the same short and steady answer times.
"""

import json
import socket
import ssl
import sys
import threading
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEYS = {
    "LinksTable": ("code",),
    "ClicksTable": ("click_id",),
    "LedgerTable": ("account", "entry"),
    "PeopleTable": ("person_id",),
    "ProgramsTable": ("program_id", "version"),
}
# Written and forgotten: every order is met as a new one.
UNREMEMBERED = "ConversionsTable"
SECRET = "a secret of the bench"  # noqa: S105
WEBHOOK_SECRETS = json.loads(Path("events/webhook_secrets.json").read_text())

items: dict[tuple[str, str], Any] = {}
counts: Counter[str] = Counter()


def answer(target: str, request: dict[str, Any]) -> dict[str, Any]:
    operation = target.partition(".")[2]
    counts[operation] += 1
    match operation:
        case "GetItem":
            item = items.get((request["TableName"], json.dumps(request["Key"])))
            return {"Item": item} if item else {}
        case "Query":
            found = under(request["TableName"], *request["ExpressionAttributeValues"].values())
            return {"Items": found, "Count": len(found)}
        case "PutItem" if request["TableName"] == UNREMEMBERED:
            return {}
        case "UpdateItem" if request["TableName"] == UNREMEMBERED:
            return {"Attributes": new_order(request)} if request.get("ReturnValues") else {}
        case "PutItem":
            key = {name: request["Item"][name] for name in KEYS[request["TableName"]]}
            items[request["TableName"], json.dumps(key)] = request["Item"]
            return {}
        case "GetSecretValue":
            return {"Name": request["SecretId"], "SecretString": secret(request["SecretId"])}
        case "Counts":
            return dict(counts)
    raise ValueError(f"{operation} is not known here")


def under(table: str, partition: Any) -> list[Any]:
    """The items of one partition, as they were put."""
    name = KEYS[table][0]
    return [
        item for (place, _), item in items.items() if place == table and item[name] == partition
    ]


def new_order(request: dict[str, Any]) -> dict[str, Any]:
    """The item that this update would have made of nothing: its key and its fact."""
    fact = max(request["ExpressionAttributeValues"].values(), key=lambda value: len(str(value)))
    return {**request["Key"], request["ExpressionAttributeNames"]["#f"]: fact}


def secret(name: str) -> str:
    live = WEBHOOK_SECRETS.get(name.rpartition("/")[2])
    return json.dumps({"live": [live]}) if live else SECRET


type Answering = Callable[[str, dict[str, Any]], dict[str, Any]]


def serve(connection: socket.socket, answering: Answering) -> None:
    stream = connection.makefile("rb")
    with connection, stream:
        while stream.readline():
            headers = dict(_headers(stream))
            body = stream.read(int(headers.get("content-length", "0")))
            reply = json.dumps(answering(headers["x-amz-target"], json.loads(body))).encode()
            head = (
                "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n"
                f"x-amz-crc32: {zlib.crc32(reply)}\r\nContent-Length: {len(reply)}\r\n\r\n"
            )
            connection.sendall(head.encode() + reply)


def _headers(stream: Any) -> Any:
    while line := stream.readline().strip():
        name, _, value = line.decode("latin-1").partition(":")
        yield name.lower(), value.strip()


def main(certificate: str = "", key: str = "", *, answering: Answering = answer) -> None:
    server = socket.create_server(("127.0.0.1", 0), backlog=100)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server = context.wrap_socket(server, server_side=True)
    print(server.getsockname()[1], flush=True)
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            continue
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(connection, answering), daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
