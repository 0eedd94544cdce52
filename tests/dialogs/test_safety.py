"""The safety card comes before anything else, and never waits for the database."""

import pytest

from tests.cast import Someone, World

CARD = ["safety.title", "safety.danger", "safety.suicide", "safety.violence", "safety.coordinator"]


@pytest.mark.parametrize(
    "deeds",
    [
        pytest.param(("[phone_call]", "[safety]"), id="the topic safety"),
        pytest.param(("[phone_call]", "[safety]", "[safety.child_concern]"), id="a detail of safety"),
        pytest.param(("[phone_call]", "[mental_health]", "[mental_health.suicidal_thoughts]"), id="suicide"),
        pytest.param(("[phone_call]", "[housing]", "[housing.eviction_homeless]"), id="losing the home"),
    ],
)
async def test_the_card_comes_first_and_the_dialogue_goes_on_below_it(
    amina: Someone, deeds: tuple[str, ...]
) -> None:
    lines = await amina.does("/contact", *deeds)
    assert [line for line in lines if line in CARD] == CARD
    assert lines.index("safety.title") < lines.index(lines[-1])
    card, question = amina.phone.messages[-2:]
    assert card.text.startswith("safety.title")
    assert question.text.split("\n")[-1].startswith("log_contact.")
    assert question.inline
    assert {"112", "113", "0800-2000"} <= set("".join(card.text).replace("(", " ").replace(")", " ").split())


async def test_the_red_button_stands_on_every_question_and_leaves_it_open(amina: Someone) -> None:
    await amina.does("/contact")
    for deed in ("[phone_call]", "[money]", "[explained]"):
        assert amina.options()[-1] == "sos"
        lines = await amina.does("[sos]")
        assert lines[0] == "safety.title"
        await amina.does(deed)
    await amina.hears(("[none]", "card.saved"))


@pytest.mark.parametrize("deed", ["/sos", "/SOS", "/sos@sleutel_test_bot", "/sos please", "<keyboard.sos>"])
async def test_the_card_can_be_asked_for_at_any_moment(amina: Someone, deed: str) -> None:
    lines = await amina.does(deed)
    assert lines[0] == "safety.title"
    assert lines.count("safety.title") == 1


async def test_the_card_does_not_wait_for_the_database(world: World, amina: Someone) -> None:
    amina.phone.send("/sos")
    async with world.database.transaction():
        raw = world.telegram.pending[-1]
        world.program.direct.heed(raw)
        await amina.phone.wait_for(lambda shown: shown.text.startswith("safety.title"), timeout=5)


async def test_when_the_direct_card_fails_it_comes_through_the_outbox(world: World, amina: Someone) -> None:
    world.telegram.faults.add("reset", method="sendMessage", times=1)
    lines = await amina.does("/sos")
    assert lines[0] == "safety.title"


async def test_somebody_on_the_way_in_gets_the_card_and_her_question_stays(world: World) -> None:
    newcomer = world.someone(2001, "Newcomer")
    await newcomer.does(f"/start {await world.invite('Haarlem Effect')}")
    await newcomer.hears(("[sos]", "safety.title"), ("[en]", "join.read.ask"))


async def test_a_coordinator_gets_the_card_too(vera: Someone) -> None:
    lines = await vera.does("/sos")
    assert lines[0] == "safety.title"
