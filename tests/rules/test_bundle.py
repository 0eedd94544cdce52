"""What waited, in one message: everything of it, in order, and said to have waited only where it did."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bundle import WHY, Held, bundle
from bot.screen import Button, Screen, Text
from tests.rules.wall_clock import AMSTERDAM, KYIV, at

NOW = at("2026-11-24 08:00")


def held(
    name: str, since: str = "2026-11-24 08:00", *, waited: bool = False, lines: int = 1, buttons: int = 0
) -> Held:
    """Lines `a1 a2` and buttons `/a1 /a2`, each in a row of its own."""
    return Held(
        Screen(
            lines=tuple(Text(key=f"{name}{one}") for one in range(1, lines + 1)),
            buttons=tuple(
                (Button(label=Text(key="x"), data=f"/{name}{one}"),) for one in range(1, buttons + 1)
            ),
        ),
        at(since),
        waited,
    )


def seen(screen: Screen) -> str:
    """The keys of the lines, with a bar before those that stand apart."""
    return " ".join("| " * one.apart + one.key for one in screen.lines)


def pressed(screen: Screen) -> list[list[str]]:
    return [[one.data for one in row] for row in screen.buttons]


@pytest.mark.parametrize(
    ("things", "lines", "buttons"),
    [
        pytest.param([held("a")], "a1", [], id="one, and nothing around it"),
        pytest.param([held("a", lines=2, buttons=2)], "a1 a2", [["/a1"], ["/a2"]], id="one as it was made"),
        pytest.param(
            [held("b", buttons=1), held("a", lines=2, buttons=1)],
            "b1 | a1 a2",
            [["/b1"], ["/a1"]],
            id="two in the order they were given",
        ),
        pytest.param(
            [held("a", waited=True, lines=2, buttons=1)],
            "gate.waited | a1 a2",
            [["/a1"], ["/why"]],
            id="one that waited",
        ),
        pytest.param(
            [held("a", waited=True), held("b", waited=True)],
            "gate.several | a1 | b1",
            [["/why"]],
            id="two that waited",
        ),
        pytest.param(
            [held("a"), held("b", waited=True, buttons=1)],
            "gate.several | a1 | b1",
            [["/b1"], ["/why"]],
            id="one of two waited",
        ),
        pytest.param(
            [held("b", buttons=1), held("a", buttons=2), held("a", buttons=1), held("b", buttons=1)],
            "b1 | a1 | a1 | b1",
            [["/b1"], ["/a1"], ["/a2"]],
            id="a button that stands there already",
        ),
        pytest.param(
            [held("a", waited=True, buttons=1), held("b", buttons=1)],
            "gate.several | a1 | b1",
            [["/a1"], ["/b1"], ["/why"]],
            id="only the first waited",
        ),
    ],
)
def test_one_message(things: list[Held], lines: str, buttons: list[list[str]]) -> None:
    found = bundle(things, NOW, AMSTERDAM)
    assert (seen(found), pressed(found)) == (lines, buttons)


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        pytest.param(
            [held("a", "2026-11-24 07:00", waited=True)], ("today", "07:00"), id="since this morning"
        ),
        pytest.param(
            [held("a", "2026-11-24 07:00", waited=True), held("b", "2026-11-23 21:15", waited=True)],
            ("yesterday", "21:15"),
            id="since the one that waited longest",
        ),
        pytest.param(
            [held("a", "2026-11-23 12:00"), held("b", "2026-11-23 21:15", waited=True)],
            ("yesterday", "21:15"),
            id="what did not wait does not count",
        ),
    ],
)
def test_since_when_it_waited(things: list[Held], expected: tuple[str, str]) -> None:
    since = bundle(things, NOW, AMSTERDAM).lines[0].values["since"]
    assert isinstance(since, Text)
    assert (since.key.removeprefix("when."), since.values["time"]) == expected


def test_since_when_is_read_on_her_own_clock() -> None:
    since = bundle([held("a", "2026-11-23 23:30", waited=True)], NOW, KYIV).lines[0].values["since"]
    assert since == Text(key="when.today", values={"time": "00:30"})


def test_a_first_line_that_stood_apart_does_so_no_longer() -> None:
    apart = Held(Screen(lines=(Text(key="a1", apart=True), Text(key="a2", apart=True))), NOW, waited=False)
    assert seen(bundle([apart], NOW, AMSTERDAM)) == "a1 | a2"
    assert seen(bundle([apart, apart], NOW, AMSTERDAM)) == "a1 | a2 | a1 | a2"


def test_lines_keep_what_they_say() -> None:
    line = Text(key="a", values={"name": "Amina"}, icon="🔑")
    for waited in (False, True):
        _, kept = bundle([Held(Screen(lines=(line,)), NOW, waited=waited)], NOW, AMSTERDAM).lines
        assert kept == line.model_copy(update={"apart": True})


NAMED = Text(key="named", values={"name": "Amina"})
BARE = Text(key="bare")


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        pytest.param((NAMED, BARE), "gate.news", id="a name"),
        pytest.param((Text(key="counted", values={"count": 1}),), "gate.news", id="a number"),
        pytest.param((BARE, NAMED), "bare", id="a name further down"),
    ],
)
@pytest.mark.parametrize("more", [(), (NAMED,), (BARE,)])
def test_on_a_locked_phone_it_shows_nothing_of_anybody(
    lines: tuple[Text, ...], first: str, more: tuple[Text, ...]
) -> None:
    things = [Held(Screen(lines=one), NOW, waited=False) for one in (lines, more) if one]
    found = bundle(things, NOW, AMSTERDAM)
    assert found.lines[0].key == first
    assert not found.lines[0].values
    assert [one.key for one in found.lines if one.key != "gate.news"] == [one.key for one in (*lines, *more)]


some = st.builds(
    lambda name, moment, waited, lines, buttons: held(
        name, moment, waited=waited, lines=lines, buttons=buttons
    ),
    st.sampled_from("abcdef"),
    st.sampled_from(["2026-11-23 12:00", "2026-11-24 07:59"]),
    st.booleans(),
    st.integers(1, 3),
    st.integers(0, 2),
)


@given(st.lists(some, min_size=1, max_size=10))
def test_nothing_is_left_out_and_nothing_comes_twice(things: list[Held]) -> None:
    found = bundle(things, NOW, AMSTERDAM)
    waited = any(one.waited for one in things)
    said = [line.key for one in things for line in one.screen.lines]
    rows = list({row[0].data: row for one in things for row in one.screen.buttons}.values())
    assert [one.key for one in found.lines][waited:] == said
    assert list(found.buttons) == [*rows, *([(WHY,)] if waited else [])]
    assert sum(one.apart for one in found.lines) == len(things) - (not waited)
    assert not found.lines[0].apart


def test_it_leads_to_why() -> None:
    assert Button(label=Text(key="gate.why"), data="/why") == WHY


def test_it_is_the_moment_that_counts_not_the_order() -> None:
    early: datetime = at("2026-11-23 12:00")
    things = [
        held("a", "2026-11-24 07:00", waited=True),
        Held(Screen(lines=(Text(key="b"),)), early, waited=True),
    ]
    assert bundle(things, NOW, AMSTERDAM).lines[0] == bundle(things[::-1], NOW, AMSTERDAM).lines[0]
