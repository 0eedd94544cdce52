"""The disk is full: nothing is lost, nobody has to repeat anything, and help comes all the same."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from tests.e2e.acts import FIVE_TAPS, heard, line, sees, tap
from tests.e2e.child import Child, until
from tests.e2e.house import House

PATIENCE = 20.0


@contextmanager
def full_disk(child: Child) -> Iterator[None]:
    """The kernel lets this process write to no file any more; pipes and sockets go on."""
    limit = resource.RLIMIT_FSIZE
    before = resource.prlimit(child.pid, limit)
    resource.prlimit(child.pid, limit, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(child.pid, limit, before)


def polls_in_vain(child: Child) -> int:
    return child.err.count("polling: OperationalError")


async def test_on_a_full_disk_she_is_told_once_and_later_it_is_saved_without_her(house: House) -> None:
    amina = await house.key_person(7)
    bot = await house.start()
    amina.send("/contact")
    for option in FIVE_TAPS[:3]:
        await tap(amina, option)
    await sees(amina, FIVE_TAPS[3])
    await house.settled()
    with full_disk(bot):
        await tap(amina, FIVE_TAPS[3])
        await amina.wait_for(line("common.not_saved_yet"))
        amina.send("/help")
        await until(lambda: polls_in_vain(bot) >= 3, PATIENCE)
        assert heard(amina, "card.saved") == 0
        assert len(house.telegram.pending) == 2
    await amina.wait_for(line("card.saved"), PATIENCE)
    await house.settled(PATIENCE)
    assert len(await house.contacts_of(amina)) == 1
    assert heard(amina, "common.not_saved_yet") == 1
    assert bot.runs


async def test_on_a_full_disk_the_safety_card_comes_at_once_and_only_once(house: House) -> None:
    amina = await house.key_person(7)
    bot = await house.start()
    with full_disk(bot):
        amina.send("/sos")
        card = await amina.wait_for(line("safety.title"), 5)
        assert all(number in card.text for number in ("112", "113", "0800-2000"))
        await until(lambda: polls_in_vain(bot) >= 3, PATIENCE)
    await house.settled(PATIENCE)
    assert heard(amina, "safety.title") == 1


async def test_on_a_full_disk_the_card_comes_at_once_also_where_something_has_waited_for_long(
    house: House,
) -> None:
    amina = await house.key_person(7)
    bot = await house.start()
    with full_disk(bot):
        amina.send("/help")
        await until(lambda: polls_in_vain(bot) >= 5, PATIENCE)
        amina.send("/sos")
        await amina.wait_for(line("safety.title"), 3)
