"""The lists that every record is made of, read once from `taxonomy.json` beside this module.

Identifiers are stable and unique within their list only. The Dutch labels are the agreed ones; what people
see comes from the catalogues, and a test holds the two together.
"""

from importlib.resources import files

from pydantic import BaseModel


class Entry(BaseModel, frozen=True):
    id: str
    nl: str
    icon: str = ""


class Topic(Entry, frozen=True):
    sub: tuple[Entry, ...]


class ProfileTopic(Entry, frozen=True):
    rolls_up_to: str


class Partner(Entry, frozen=True):
    group: str


class Taxonomy(BaseModel, frozen=True):
    question_topics: tuple[Topic, ...]
    profiles: dict[str, tuple[ProfileTopic, ...]]
    contact_kinds: tuple[Entry, ...]
    roles: tuple[Entry, ...]
    actions: tuple[Entry, ...]
    partner_categories: tuple[Partner, ...]
    referral_outcomes: tuple[Entry, ...]
    signals: tuple[Entry, ...]
    topic_partners: dict[str, tuple[str, ...]]
    notes: tuple[str, ...]


TAXONOMY = Taxonomy.model_validate_json(files("bot").joinpath("taxonomy.json").read_bytes())

KINDS = {entry.id: entry for entry in TAXONOMY.contact_kinds}
TOPICS = {entry.id: entry for entry in TAXONOMY.question_topics}
ACTIONS = {entry.id: entry for entry in TAXONOMY.actions}
ROLES = {entry.id: entry for entry in TAXONOMY.roles}
PARTNERS = {entry.id: entry for entry in TAXONOMY.partner_categories}
