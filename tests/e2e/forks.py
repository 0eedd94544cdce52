"""Many commands, each in a fork of one process that has imported the program: most of a start is imports.

Reads orders as JSON from standard input; writes their exit codes, in order, to standard output.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from bot.__main__ import main

AT_ONCE, PATIENCE = 3, 10


def begin(order: dict[str, Any]) -> None:
    """From here on this process is the command: its folder, its settings, its output, an end in any case."""
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    for name, descriptor in (("out", 1), ("err", 2)):
        os.dup2(os.open(Path(order["output"]) / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    signal.alarm(PATIENCE)
    sys.exit(main(order["command"]))


def end_one(running: dict[int, int], codes: list[int]) -> None:
    child, status = os.wait()
    codes[running.pop(child)] = os.waitstatus_to_exitcode(status)


def run(orders: list[dict[str, Any]]) -> list[int]:
    running: dict[int, int] = {}
    codes = [0] * len(orders)
    for number, order in enumerate(orders):
        if len(running) == AT_ONCE:
            end_one(running, codes)
        child = os.fork()
        if not child:
            begin(order)
        running[child] = number
    while running:
        end_one(running, codes)
    return codes


if __name__ == "__main__":
    result = json.dumps(run(json.load(sys.stdin)))
    print(result)
