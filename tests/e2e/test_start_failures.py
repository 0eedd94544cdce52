"""What keeps a command from running is told in one line, without a traceback and without the token."""

import asyncio
import os
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from bot.__main__ import say
from storage.cipher import sync_engine
from tests.cast import KEY
from tests.e2e.child import PROGRAM, Child, Ended
from tests.e2e.house import House, housed
from tryout.server import serve
from tryout.telegram import Telegram

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOBODY = 65534
AT_ONCE = 3
RUN, INVITE = ("run",), ("invite", "--role", "key-person", "--team", "Haarlem")
EXPORT, CHECK, MIGRATE = ("export", "contacts"), ("check",), ("migrate",)


def nothing(_: House) -> None:
    """An empty folder."""


def settled_in(house: House) -> None:
    house.furnish(house.empty_file)
