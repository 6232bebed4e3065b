"""The processes behind a local stack: started apart from the terminal, found again by a file."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from referrals.model.errors import ConflictError, RefusedError, UnavailableError

START_SECONDS = 60
STOP_SECONDS = 20


class PortTakenError(RefusedError):
    code = "port_taken"


class StackStartingError(ConflictError):
    code = "stack_starting"


class DidNotStartError(UnavailableError):
    code = "did_not_start"


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Refuses while another process is at it; the lock ends with its process, however it ends."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StackStartingError(
                "this stack is being started in another terminal.",
                remedy="Wait until it is ready there, then try again.",
            ) from None
        yield


def inherited_environment() -> dict[str, str]:
    """Nothing of the caller's AWS settings: a local stack must never reach a real account."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def import_path() -> str:
    return os.pathsep.join(path for path in sys.path if path)


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def require_free(port: int, variable: str) -> None:
    """Refuses a port that another program listens on, and says how to take another one."""
    if not listening(port):
        return
    raise PortTakenError(
        f"port {port} is taken by another program.",
        remedy=f"Stop it, or choose another port: {variable}={port + 1000} make dev",
    )


def start(pid_file: Path, command: Sequence[str], environment: dict[str, str]) -> None:
    """Starts `command` in a session of its own, so that Ctrl-C here does not end it there."""
    log = pid_file.with_suffix(".log").open("wb")
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        pid_file.write_text(str(process.pid))
    except BaseException:
        _kill_group(process.pid)
        raise


def running(pid_file: Path) -> int | None:
    """The process id, if the process is alive."""
    with suppress(FileNotFoundError, ValueError, ProcessLookupError, ChildProcessError):
        process_id = int(pid_file.read_text())
        with suppress(ChildProcessError):
            os.waitpid(process_id, os.WNOHANG)
        os.kill(process_id, 0)
        return process_id
    return None


def stop(pid_file: Path) -> bool:
    """Asks the process to end and waits until it has saved its state; False if none ran."""
    process_id = running(pid_file)
    if process_id is None:
        pid_file.unlink(missing_ok=True)
        return False
    leads = os.getpgid(process_id) == process_id
    try:
        os.kill(process_id, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while running(pid_file) and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        # Also where whoever waits has had enough: nothing may go on that nobody can find.
        if running(pid_file):
            os.kill(process_id, signal.SIGKILL)
        if leads:
            _kill_group(process_id)
        pid_file.unlink(missing_ok=True)
    return True


def _kill_group(leader_id: int) -> None:
    """What a process began and left behind; `start` made it the leader of a group of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader_id, signal.SIGKILL)


@contextmanager
def rollback(pid_files: Sequence[Path]) -> Iterator[None]:
    """All of it or nothing: what begins within is ended where it breaks off, by Ctrl-C too.

    The last one first; what ran before goes on.
    """
    begun = [file for file in pid_files if running(file) is None]
    with ExitStack() as ends:
        for file in begun:
            ends.callback(stop, file)
        yield
        ends.pop_all()


def wait_until(ready: Callable[[], bool], pid_file: Path, what: str) -> None:
    """Waits for `ready`, and says why when the process ends or takes too long instead."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if ready():
            return
        if running(pid_file) is None:
            break
        time.sleep(0.1)
    log = pid_file.with_suffix(".log")
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    raise DidNotStartError(
        f"{what} did not start. The end of {log}:\n{tail}\n", remedy="Try again."
    )
