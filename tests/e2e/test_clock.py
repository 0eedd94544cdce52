"""The clock file moves the bot's time, so that a day passes in a moment."""

from datetime import timedelta
from pathlib import Path

from tests.e2e.acts import line, log_contact, tap
from tests.e2e.house import housed
from tryout.clock import ClockFile
from tryout.telegram import Telegram

A_TICK = 10.0


async def test_a_day_later_the_saved_card_shrinks_in_place_without_a_new_message(
    tmp_path: Path, empty_file: Path
) -> None:
    clock = ClockFile(tmp_path / "clock")
    async with housed(tmp_path, Telegram(now=clock.now), CLOCK_FILE=str(tmp_path / "clock")) as house:
        house.furnish(empty_file)
        amina, petro = await house.key_person(7), await house.key_person(8, "Petro")
        await house.start()
        card, undone = await log_contact(amina), await log_contact(petro)
        await tap(petro, "undo")
        await petro.wait_for(line("card.undone"))
        await house.settled()
        said = [len(phone.messages) for phone in (amina, petro)]
        clock.forward(timedelta(hours=24, seconds=1))
        shrunk = await amina.wait_for(lambda shown: shown.text == line("card.shrunk"), A_TICK + 5)
        gone = await petro.wait_for(lambda shown: shown.text == line("card.gone"), 5)
        assert (shrunk.message_id, shrunk.buttons) == (card.message_id, [])
        assert (gone.message_id, gone.buttons) == (undone.message_id, [])
        assert [len(phone.messages) for phone in (amina, petro)] == said
        assert [len(await house.contacts_of(phone)) for phone in (amina, petro)] == [1, 0]
