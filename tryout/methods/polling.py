"""getUpdates, and webhooks as far as they get in its way."""

from typing import TYPE_CHECKING, Any

from tryout.errors import ApiError, DroppedError
from tryout.params import Params

if TYPE_CHECKING:
    from tryout.telegram import Telegram

LONGEST_POLL = 50
UNPARSABLE: dict[str, Any] = {"message": {"message_id": "x"}}
WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(telegram: "Telegram", params: Params) -> list[dict[str, Any]]:
    if telegram.webhook:
        raise ApiError(409, WEBHOOK_ACTIVE)
    _remember_allowed(telegram, params)
    telegram.updates.confirm(params.number("offset"))
    limit = min(max(params.number("limit", 100), 1), 100)
    timeout = min(max(params.number("timeout"), 0), LONGEST_POLL)
    return await telegram.updates.poll(lambda: _batch(telegram, limit), timeout)


def _batch(telegram: "Telegram", limit: int) -> list[dict[str, Any]]:
    updates, faults = telegram.updates, telegram.faults
    if faults.is_away:
        raise DroppedError(processed=False)
    if faults.take("getUpdates", "garbage"):
        telegram.push(UNPARSABLE)
    again: list[dict[str, Any]] = []
    if updates.confirmed and faults.take("getUpdates", "duplicate"):
        again = list(updates.confirmed)
    return [*again, *updates.batch(limit)][:limit]


def _remember_allowed(telegram: "Telegram", params: Params) -> None:
    allowed = params.value("allowed_updates")
    if isinstance(allowed, list):
        telegram.updates.allowed = frozenset(map(str, allowed))


async def set_webhook(telegram: "Telegram", params: Params) -> bool:
    telegram.webhook = params.text("url")
    _remember_allowed(telegram, params)
    return await _drop_pending(telegram, params)


async def delete_webhook(telegram: "Telegram", params: Params) -> bool:
    telegram.webhook = ""
    return await _drop_pending(telegram, params)


async def _drop_pending(telegram: "Telegram", params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        telegram.updates.drop()
    return True


async def get_webhook_info(telegram: "Telegram", _: Params) -> dict[str, Any]:
    waiting = len(telegram.updates)
    info = {"url": telegram.webhook, "has_custom_certificate": False, "pending_update_count": waiting}
    allowed = sorted(telegram.updates.allowed)
    return {**info, "allowed_updates": allowed} if allowed else info


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
