"""Telegram cannot be reached, at the start or for a while."""

import re

import pytest

from tests.e2e.acts import FIVE_TAPS, sees, tap
from tests.e2e.child import PATIENCE, until
from tests.e2e.house import House


async def test_what_piles_up_while_telegram_is_away_is_handled_when_it_is_back(house: House) -> None:
    phones = [
        await house.key_person(number, name) for number, name in ((7, "Amina"), (8, "Vera"), (9, "Petro"))
    ]
    bot = await house.start()
    for phone in phones:
        phone.send("/contact")
        await sees(phone, "phone_call")
    house.telegram.faults.away()
    for phone in phones:
        await tap(phone, "phone_call")
    await until(lambda: bot.err.count("polling: NetworkError") >= 2)
    house.telegram.faults.back()
    for phone in phones:
        for option in FIVE_TAPS[1:]:
            await tap(phone, option, PATIENCE)
    await house.settled(PATIENCE)
    for phone in phones:
        assert len(await house.contacts_of(phone)) == 1


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("reset", id="connection reset"),
        pytest.param("server_error", id="502"),
        pytest.param("too_many", id="429"),
        pytest.param("html", id="a web page with status 200"),
    ],
)
async def test_a_start_whose_first_call_fails_is_tried_again(house: House, kind: str) -> None:
    amina = await house.key_person(7)
    house.telegram.faults.add(kind, method="getMe")
    await house.start()
    amina.send("/contact")
    await sees(amina, "phone_call")


async def test_an_invitation_made_before_telegram_was_ever_reached_has_a_code_but_no_link(
    house: House,
) -> None:
    invited = await house.command("invite", "--role", "coordinator", "--team", "Haarlem Effect")
    assert (invited.code, invited.err) == (0, "")
    assert re.fullmatch(r"/start [\w-]{22,}\n", invited.out, re.ASCII)
