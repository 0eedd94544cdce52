"""What holds after everything that anybody does."""

from collections.abc import AsyncIterator, Iterator, Set
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.question import parse
from tryout.phone import Phone

OF_CONTACT: Final = "contact_id = contact.id"
REFERRED: Final = f"exists (select 1 from contact_action where {OF_CONTACT} and action = 'referred')"
NONE_SUCH: Final = {
    "an update is not done": "select update_id, state from inbox where state <> 'done' or payload is not null",
    "something was not said": "select state, content from outbox",
    "two questions share a nonce": "select nonce from draft group by nonce having count(*) > 1",
    "a contact has no or too many questions": f"""
        select id from contact where (select count(*) from contact_topic where {OF_CONTACT}) not between 1 and 3""",
    "a contact has no action": f"""
        select id from contact where not exists (select 1 from contact_action where {OF_CONTACT})""",
    "a topic or an action stands twice": """
        select contact_id from contact_topic group by contact_id, topic having count(*) > 1
        union select contact_id from contact_action group by contact_id, action having count(*) > 1""",
    "referred and the partner disagree": f"select id from contact where (referral <> 'none') <> {REFERRED}",
    "a contact stands in a team that its person is not in": """
        select id from contact where not exists (select 1 from membership
        where membership.person_id = contact.person_id and membership.team_id = contact.team_id)""",
    "a card has no contact of its person": """
        select draft.id from draft where dialog = 'card' and not exists
        (select 1 from contact where contact.id = subject and contact.person_id = draft.person_id)""",
}


async def violations(session: AsyncConnection) -> AsyncIterator[str]:
    for wrong, statement in NONE_SUCH.items():
        if found := (await session.exec_driver_sql(statement)).all():
            yield f"{wrong}: {found}"


def wrong_buttons(phone: Phone, own: Set[int]) -> Iterator[str]:
    """Buttons that Telegram would not take, or that lead to a contact of somebody else."""
    for data in (button.data or "" for shown in phone.messages for button in shown.buttons):
        if not 1 <= len(data.encode()) <= 64:
            yield f"callback data of {len(data.encode())} bytes: {data}"
        option = parsed[1] if (parsed := parse(data)) else ""
        verb, _, number = option.partition("_")
        if verb in {"edit", "undo", "redo"} and number and int(number) not in own:
            yield f"{phone.first_name} is offered {option}"
