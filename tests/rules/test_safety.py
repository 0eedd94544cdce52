"""The safety card: the right numbers, each alone on its line, and nothing needed to draw it."""

from itertools import pairwise

from bot.rules import safety
from bot.screen import Copyable


def test_the_three_numbers_in_order_of_urgency() -> None:
    assert safety.NUMBERS == (("danger", "112"), ("suicide", "113"), ("violence", "0800-2000"))


def test_every_number_stands_alone_below_what_it_is_for() -> None:
    lines = safety.card().lines
    numbers = [(above.key, line) for above, line in pairwise(lines) if line.key == "common.number"]
    assert [(key, line.values) for key, line in numbers] == [
        (f"safety.{purpose}", {"number": Copyable(copyable=number)}) for purpose, number in safety.NUMBERS
    ]


def test_no_other_line_holds_a_value() -> None:
    others = [line for line in safety.card().lines if line.key != "common.number"]
    assert len(others) >= len(safety.NUMBERS)
    assert all(not line.values and line.key.startswith("safety.") for line in others)


def test_it_begins_with_its_title_and_ends_with_who_stands_beside_her() -> None:
    keys = [line.key for line in safety.card().lines]
    assert (keys[0], keys[-2:]) == ("safety.title", ["safety.coordinator", "safety.not_alone"])


def test_it_has_no_buttons_that_could_grow_old() -> None:
    assert not safety.card().buttons
    assert not safety.card().keyboard
