"""How the bot ends: told to, or because Telegram fell silent."""

from bot.__main__ import POLLING_STOPPED, main
from bot.command_line.words import say
from handlers import program
from tests.e2e.acts import FIVE_TAPS, sees, tap
from tests.e2e.child import LONGEST, until
from tests.e2e.house import House


async def test_sigterm_during_a_long_poll_ends_it_at_once_and_loses_nothing(house: House) -> None:
    amina = await house.key_person(7)
    bot = await house.start()
    amina.send("/contact")
    await sees(amina, "phone_call")
    await tap(amina, "phone_call")
    stopped = await bot.stop()
    assert (stopped.code, stopped.err) == (0, "")
    await house.start()
    for option in FIVE_TAPS[1:]:
        await tap(amina, option)
    await house.settled()
    assert len(await house.contacts_of(amina)) == 1


async def test_sigterm_while_a_message_hangs_ends_it_in_time_and_the_message_comes_later(
    house: House,
) -> None:
    amina = await house.key_person(7)
    bot = await house.start()
    house.telegram.faults.add("hang", method="sendMessage", times=None)
    amina.send("/contact")
    await house.has_to_say(1)
    stopped = await bot.stop()
    assert (stopped.code, stopped.err) == (0, "")
    house.telegram.faults.clear()
    await house.start()
    await sees(amina, "phone_call")


async def test_sigterm_ends_it_also_while_telegram_was_never_reached(house: House) -> None:
    house.telegram.faults.away()
    bot = await house.start(polls=False)
    await until(lambda: "Telegram cannot be reached yet" in bot.err, LONGEST)
    assert (await bot.stop()).code == 0


def impatient(command: list[str]) -> int:
    vars(program).update(SILENCE_SECONDS=1.0, WATCH_SECONDS=0.1)
    return main(command)


async def test_a_poll_that_hangs_too_long_ends_the_bot_so_that_it_can_be_started_anew(house: House) -> None:
    """The same program with a shorter patience: it ends with a code of its own, which the service file knows."""
    house.telegram.faults.add("hang", method="getUpdates", times=None)
    bot = await house.start(polls=False, main=impatient)
    ended = await bot.ended()
    assert ended.code == POLLING_STOPPED == 70
    assert ended.sentence == say("startup.polling_stopped")
