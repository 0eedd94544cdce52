"""What can be done with a session, by whom and until when; and where something cannot be done, why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.supervision import WITH_AGENDA, Attendee, Meeting, MeetingState

OUTCOMES: Final = ("held", "missed")
BEHIND_BUTTONS: Final = ("yes", "no", "move", "cancel", "restore", "people", "agenda", *OUTCOMES, "file")
# As they stand on the page; a whole series is stopped only there.
ACTS: Final = (*BEHIND_BUTTONS[:5], "stop", *BEHIND_BUTTONS[5:])
_LETS: Final = {
    "ahead": {"yes", "no", "move", "cancel", "people", "agenda", "file"},
    "begun": {"agenda", "file", *OUTCOMES},
    "over": {"file", *OUTCOMES},
    "cancelled": {"restore", "stop", "file"},
    "skipped": {"move", "cancel", "file"},
    "past": {"stop", "file"},
}
_YET: Final = {"held": "not_yet", "missed": "not_yet", "restore": "still_on", "stop": "still_on"}
WHY_NOT: Final = (
    *("begun", "over", "cancelled", "skipped", "not_yet", "still_on"),
    *("not_guest", "no_agenda", "not_hers"),
)


@dataclass(frozen=True)
class Sight:
    """A session before the eyes of one person at one moment; `coordinates` and `logs` tell what she is in its team."""

    meeting: Meeting
    reader: int
    coordinates: bool
    now: datetime
    logs: bool = True

    @property
    def mine(self) -> Attendee | None:
        return self.meeting.attendee(self.reader)

    @property
    def is_guest(self) -> bool:
        return self.mine is not None and not self.mine.host

    @property
    def for_two(self) -> bool:
        return len(self.meeting.guests) == 1

    @property
    def arranges(self) -> bool:
        """Whether she decides when it is; a guest does so where there are only two."""
        leads = self.coordinates or (self.mine is not None and self.mine.host)
        return leads or (self.is_guest and self.for_two)

    @property
    def stands(self) -> str:
        """Where it is on its way: ahead, begun or over; cancelled or skipped, and past where that has been."""
        meeting, now = self.meeting, self.now
        match meeting.state:
            case MeetingState.HELD | MeetingState.NOT_HELD:
                return "over"
            case MeetingState.CANCELLED | MeetingState.SKIPPED if meeting.starts_at <= now:
                return "past"
            case MeetingState.CANCELLED | MeetingState.SKIPPED:
                return meeting.state.value
        if meeting.ends_at <= now:
            return "over"
        return "begun" if meeting.starts_at <= now else "ahead"


def why_not(sight: Sight, act: str) -> str | None:
    """Why this person cannot do this now: one of WHY_NOT; None where she can."""
    stands = sight.stands
    if act not in _LETS[stands]:
        if stands == "ahead":
            return _YET[act]
        return "over" if stands == "past" else stands
    return _not_hers(sight, act)


def _not_hers(sight: Sight, act: str) -> str | None:
    match act:
        case "yes" | "no" if not sight.is_guest:
            return "not_guest"
        case "agenda" if sight.meeting.kind not in WITH_AGENDA or not sight.logs:
            return "no_agenda"
        case "agenda" if not sight.is_guest:
            return "not_guest"
        case "move" | "cancel" | "restore" if not sight.arranges:
            return "not_hers"
        case "people" | "held" | "missed" | "stop" if not sight.coordinates:
            return "not_hers"
    return None


def meant(sight: Sight, act: str) -> str:
    """Where there are only two, "I cannot come" is the end of it."""
    return "cancel" if act == "no" and sight.is_guest and sight.for_two else act
