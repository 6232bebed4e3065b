"""A way in for containers: `sam local invoke` runs functions in Docker, where loopback is theirs.

On Linux the emulator's port is passed on from Docker's bridge, which nobody outside can reach;
Docker Desktop does the same by itself under the name below.
"""

import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

BRIDGE = b"docker0"
DESKTOP = "host.docker.internal"
SIOCGIFADDR = 0x8915
CHUNK = 65_536
LOOK_AGAIN_SECONDS = 3


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


def open_for_containers(port: int, moved: Callable[[], None]) -> None:
    """Passes connections on for as long as the process lives, on Linux, from the moment that
    Docker's bridge is there; `moved` is called when that is, or it comes back at another address.
    """
    if sys.platform == "linux":
        Thread(target=_keep_open, args=(port, moved), daemon=True).start()


def _keep_open(port: int, moved: Callable[[], None]) -> None:
    """Docker may be started, or started again, long after the stack."""
    opened: dict[str, socket.socket] = {}
    while True:
        place = address()
        if place and place not in opened:
            with suppress(OSError):
                opened[place] = socket.create_server((place, port))
                Thread(target=_accept, args=(opened[place], port), daemon=True).start()
                moved()
        time.sleep(LOOK_AGAIN_SECONDS)


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
