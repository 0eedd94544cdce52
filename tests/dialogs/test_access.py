"""Petro of another team, and strangers, get nothing of Haarlem by any door."""

import pytest

from storage import contacts
from tests.cast import Someone, World


async def test_petro_cannot_use_aminas_buttons(world: World, amina: Someone, petro: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]")
    _, data = amina.button("debt_help")
    await petro.does("/help")
    petro.phone.tap_data(data, petro.phone.last.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"
    assert await world.read(contacts.latest, (await amina.person()).id) == []
    await amina.hears(("[debt_help]", "card.saved"))


@pytest.mark.parametrize("verb", ["edit", "undo", "redo"])
async def test_petro_cannot_reach_aminas_contact_by_its_number(
    world: World, amina: Someone, petro: Someone, verb: str
) -> None:
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    [contact] = await world.read(contacts.latest, (await amina.person()).id)
    await petro.does("/contact", "[phone_call]", "[health]", "[listened]", "[none]", "/today")
    shown = petro.phone.last
    nonce = (shown.inline[0][0].data or "").split(":")[0]
    petro.phone.tap_data(f"{nonce}:{verb}_{contact.id}", shown.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"
    assert await world.read(contacts.own, (await petro.person()).id, contact.id) is None
    assert (await world.read(contacts.own, (await amina.person()).id, contact.id)).undone_at is None


async def test_petros_list_and_shortcuts_hold_only_his_own(
    world: World, amina: Someone, petro: Someone
) -> None:
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    await petro.hears(("/today", "today.none"), ("/contact", "log_contact.kind.ask"))
    assert not [option for option in petro.options() if option.startswith("again_")]


async def test_haarlems_referrals_do_not_order_petros_partners(
    world: World, amina: Someone, petro: Someone
) -> None:
    for _ in range(10):
        await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[@more]", "[police]")
    await petro.does("/contact", "[phone_call]", "[money]", "[explained]")
    assert petro.options()[0] == "municipality_income"


async def test_petro_cannot_choose_haarlem_as_his_team(world: World, amina: Someone, petro: Someone) -> None:
    code = await world.invite("Third team")
    await petro.does(f"/start {code}", "/contact")
    haarlem = (await amina.person()).memberships[0].team_id
    shown = petro.phone.last
    nonce = (shown.inline[0][0].data or "").split(":")[0]
    petro.phone.tap_data(f"{nonce}:{haarlem}", shown.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"


async def test_a_coordinator_cannot_log_by_a_made_up_button(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/contact")
    _, data = amina.button("phone_call")
    await vera.does("/help")
    vera.phone.tap_data(data, vera.phone.last.message_id)
    await world.settle()
    assert vera.phone.toasts[-1].text == "common.old_button"
