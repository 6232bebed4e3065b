"""One stack, started once: a second start is told so, and a port may be anything but nonsense."""

import json
from pathlib import Path

import pytest

from goodword.local import stack_file
from goodword.local.place import BadPortError, StackPlace, stack_place
from goodword.local.process import StackStartingError, alone


def test_a_second_start_is_refused_while_the_first_is_at_it(tmp_path: Path) -> None:
    lock = tmp_path / "up.lock"

    with alone(lock), pytest.raises(StackStartingError) as refused, alone(lock):
        pass

    assert "another terminal" in str(refused.value)


def test_a_start_that_is_over_is_in_nobody_s_way(tmp_path: Path) -> None:
    for _ in range(2):
        with alone(tmp_path / "up.lock"):
            pass


@pytest.mark.parametrize("text", ["eighty", "-1", "0", "65536", "80.5"])
def test_no_port_is_taken_for_one(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODWORD_PORT", text)

    with pytest.raises(BadPortError):
        stack_place()


def test_docker_that_came_later_is_written_for_sam(tmp_path: Path) -> None:
    place = StackPlace(tmp_path, 8787, 8788)
    stack_file.write(place, {"environment": {"STAGE": "local"}})
    place.invoke_file.unlink()

    stack_file.write_invoke_file(place)

    kept = json.loads(place.invoke_file.read_text())["Parameters"]
    assert kept["STAGE"] == "local"
    assert kept["GOODWORD_ENDPOINT_URL"].endswith(":8788")
