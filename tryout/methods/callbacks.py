"""answerCallbackQuery: the end of a tap."""

from typing import TYPE_CHECKING

from tryout.errors import bad_request
from tryout.params import Params
from tryout.people import Toast
from tryout.text.cleaning import clean, trim

if TYPE_CHECKING:
    from tryout.telegram import Telegram

TEXT_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def answer_callback_query(telegram: "Telegram", params: Params) -> bool:
    text = trim(clean(params.text("text"))[0])[0]
    if len(text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = telegram.queries.open(params.text("callback_query_id"), telegram.now())
    if query is None:
        raise bad_request(TOO_OLD)
    # A second answer is accepted, but only the first one is seen.
    if not query.answered and text:
        query.account.toast(Toast(text, params.flag("show_alert")))
    query.answered = True
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
