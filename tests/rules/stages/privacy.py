"""/privacy: a key person, a coordinator, somebody who objects, and somebody who has left."""

from handlers.dialogs import privacy
from handlers.dialogs.privacy import Facts
from tests.rules.stage import Stage

STAGES = (
    Stage("privacy, key person", privacy.DIALOG, lambda _: Facts()),
    Stage("privacy, coordinator", privacy.DIALOG, lambda _: Facts(logs=False)),
    Stage("privacy, objecting", privacy.DIALOG, lambda _: Facts(objects=True)),
    Stage("privacy, left", privacy.DIALOG, lambda _: Facts(is_in=False, logs=False), 1),
)
