"""A way in for containers: `sam local invoke` runs functions in Docker, where loopback is theirs.

On Linux the emulator's port is passed on from Docker's bridge, which nobody outside can reach;
Docker Desktop does the same by itself under the name below.
"""

import socket
import struct
import sys
from contextlib import suppress
from threading import Thread

BRIDGE = b"docker0"
DESKTOP = "host.docker.internal"
SIOCGIFADDR = 0x8915
CHUNK = 65_536


def address() -> str | None:
    """The bridge's own address; None where there is no bridge."""
    if sys.platform != "linux":
        return None
    import fcntl

    with socket.socket() as probe, suppress(OSError):
        found = fcntl.ioctl(probe.fileno(), SIOCGIFADDR, struct.pack("256s", BRIDGE))
        return socket.inet_ntoa(found[20:24])
    return None


def url(port: int) -> str:
    """Where a container finds the emulator."""
    return f"http://{address() or DESKTOP}:{port}"


def open_for_containers(port: int) -> None:
    """Passes connections on for as long as the process lives; nothing to do without a bridge."""
    place = address()
    if place is None:
        return
    with suppress(OSError):
        listener = socket.create_server((place, port))
        Thread(target=_accept, args=(listener, port), daemon=True).start()


def _accept(listener: socket.socket, port: int) -> None:
    while True:
        near, _ = listener.accept()
        with suppress(OSError):
            far = socket.create_connection(("127.0.0.1", port))
            for one, other in ((near, far), (far, near)):
                Thread(target=_pass, args=(one, other), daemon=True).start()


def _pass(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
