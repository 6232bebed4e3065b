"""Tells the sweep's figures at the end of the run, whether pytest is quiet or not."""

from typing import Any

from tests.sweep import report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if told := report.lines():
        terminalreporter.section("crash sweep")
        for line in told:
            terminalreporter.write_line(line)
