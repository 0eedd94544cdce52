"""kill -9 at any moment: whatever Telegram has delivered counts, and counts once."""

import asyncio
import random
from pathlib import Path

from tests.e2e.acts import FIVE_TAPS, button, heard, line, sees, tap
from tests.e2e.house import House, housed

HOUSES, LONGEST_DELAY = 3, 0.06
PATIENCE = 30.0


async def test_after_a_kill_the_buttons_of_the_open_question_work_as_before(house: House) -> None:
    amina = await house.key_person(7)
    await house.start()
    amina.send("/contact")
    await tap(amina, "phone_call")
    await sees(amina, "money")
    await house.settled()
    before = button(amina, "money")
    await house.bot.kill()
    await house.start()
    assert button(amina, "money") == before
    for option in FIVE_TAPS[1:]:
        await tap(amina, option)
    await amina.wait_for(line("card.saved"))
    assert len(await house.contacts_of(amina)) == 1
    assert len([shown for shown in amina.messages if shown.from_bot]) == 1


async def test_a_tap_counts_once_however_soon_after_it_the_bot_is_killed(
    tmp_path: Path, empty_file: Path
) -> None:
    """A kill after each of the four answers, in houses side by side: twelve, at moments chosen by chance."""
    folders = [tmp_path / str(seed) for seed in range(HOUSES)]
    for folder in folders:
        folder.mkdir()
    await asyncio.gather(
        *(killed_at_every_answer(folder, empty_file, seed) for seed, folder in enumerate(folders))
    )


async def killed_at_every_answer(folder: Path, empty_file: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with housed(folder) as house:
        house.furnish(empty_file)
        amina = await house.key_person(7)
        await house.start()
        amina.send("/contact")
        for option in FIVE_TAPS:
            await tap(amina, option, PATIENCE)
            await asyncio.sleep(chance.uniform(0, LONGEST_DELAY))
            await house.bot.kill()
            await house.start()
        await amina.wait_for(line("card.saved"), PATIENCE)
        await house.settled()
        [contact] = await house.contacts_of(amina)
        assert (contact.kind, contact.questions[0].topic) == ("phone_call", "money")
        assert (contact.actions, contact.referral) == (("explained", "referred"), "debt_help")
        assert heard(amina, "card.saved") == 1


async def test_a_tap_made_while_the_bot_is_down_is_answered_after_the_start(house: House) -> None:
    amina = await house.key_person(7)
    await house.start()
    amina.send("/contact")
    await sees(amina, "phone_call")
    await house.settled()
    await house.bot.kill()
    await tap(amina, "phone_call")
    await house.start()
    await sees(amina, "money")


async def test_a_backlog_of_sixty_updates_of_three_persons_is_worked_off_in_order(house: House) -> None:
    phones = [
        await house.key_person(number, name) for number, name in ((7, "Amina"), (8, "Vera"), (9, "Petro"))
    ]
    await house.start()
    for phone in phones:
        phone.send("/contact")
        await sees(phone, "phone_call")
    await house.settled()
    await house.bot.kill()
    for phone in phones:
        await tap(phone, "phone_call")
    for number in range(18):
        for phone in phones:
            phone.send(f"words {number}")
    for phone in phones:
        phone.send("/help")
    assert len(house.telegram.pending) == 60
    await house.start()
    await house.settled(PATIENCE)
    for phone in phones:
        assert heard(phone, "common.tap_a_button") == 18
        assert phone.last.text.startswith(line("help.key_person")[:20])
        for option in FIVE_TAPS[1:]:
            await tap(phone, option)
        await phone.wait_for(line("card.saved"))
        assert len(await house.contacts_of(phone)) == 1
