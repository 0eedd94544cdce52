"""/plan: alone in a team, with one other, and with a full team in which everything can be chosen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.dialog import Tap
from bot.model import Member, Membership, Role
from bot.rules.hours import Duty
from handlers.dialogs import plan
from handlers.dialogs.plan_options import Facts
from handlers.dialogs.times import Times
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

ASKER = LARGEST
WORDS = {
    "title": "Rondleiding gemeentehuis",
    "day": "24-12",
    "time": "13:30",
    "place_typed": "https://meet.example.org/haarlem",
    "facilitator_typed": "Petro, Utrecht West",
}
BUSY = {**WORDS, "day": "26-11", "time": "10"}
AT_NIGHT = {**WORDS, "time": "3:00"}
HERE = Membership(LARGEST, LONG_NAME, Role.COORDINATOR, LARGEST)
THERE = replace(HERE, team_id=LARGEST - 1, id=LARGEST - 1)
AMINA = Member(LARGEST, LARGEST - 2, LONG_NAME, Role.KEY_PERSON, True)
NAMESAKE = replace(AMINA, membership_id=LARGEST - 2, person_id=LARGEST - 3)
HERSELF = Member(LARGEST - 1, ASKER, "Vera", Role.COORDINATOR, True)
OTHER = Member(LARGEST - 3, LARGEST - 4, "", Role.COORDINATOR, True)
MEETING = (NOW + timedelta(days=3, hours=-2), NOW + timedelta(days=3))


def _facts(*members: Member, teams: tuple[Membership, ...] = (HERE,)) -> Callable[[Sequence[Tap]], Facts]:
    def facts(taps: Sequence[Tap]) -> Facts:
        answers = {name: value for tap in taps for name, value in tap.items()}
        known = members if len(teams) == 1 or "team" in answers else ()
        bare = Facts(ASKER, Times(NOW, ZONE), "Vera", teams, LARGEST, known)
        if "minutes" not in answers:
            return bare
        duties = ((Duty(ZONE, ()),), *((Duty(ZONE, ()),) for _ in members[1:]), ())
        attending = (ASKER, *(one.person_id for one in members if one is not HERSELF))
        return replace(
            bare,
            times=Times(NOW, ZONE, duties[: len(attending)], (MEETING,)),
            attending=attending,
            places=("Stationsplein 1, Haarlem", LONG_NAME[:80], "https://meet.example.org"),
            facilitators=("Vera", LONG_NAME[:40], "Petro"),
        )

    return facts


STAGES = (
    Stage("plan, nobody there", plan.DIALOG, _facts(HERSELF), 1, WORDS),
    Stage("plan, one other", plan.DIALOG, _facts(HERSELF, AMINA), 2, AT_NIGHT),
    Stage(
        "plan, a full team",
        plan.DIALOG,
        _facts(HERSELF, AMINA, NAMESAKE, OTHER, teams=(HERE, THERE)),
        1,
        WORDS,
    ),
    Stage("plan, at a time that is taken", plan.DIALOG, _facts(HERSELF, AMINA), 1, BUSY),
)
