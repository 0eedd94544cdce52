"""python-telegram-bot's requests over aiohttp: its own client is most of what an update costs."""

from io import BytesIO
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# Below the 75 s after which nginx drops an idle connection, so that no request is under way when it does.
IDLE_SECONDS = 15.0
UPLOAD_SECONDS = 20.0
NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


def surely_not_delivered(error: NetworkError) -> bool:
    """True: no byte of it left. False: unknown, unless Telegram answered, which other exceptions say."""
    return isinstance(error.__cause__, NEVER_SENT)


class AiohttpRequest(BaseRequest):
    def __init__(
        self,
        *,
        connections: int = 64,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
    ) -> None:
        self._connections = connections
        self._usual = {
            "read": read_timeout,
            "write": write_timeout,
            "connect": connect_timeout,
            "pool": pool_timeout,
        }
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._usual["read"]

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    # The timeouts are Any because the type of DEFAULT_NONE is private to python-telegram-bot.
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        upload = {"write": UPLOAD_SECONDS} if request_data and request_data.contains_files else {}
        asked = {
            "read": read_timeout,
            "write": write_timeout,
            "connect": connect_timeout,
            "pool": pool_timeout,
        }
        given = {name: seconds for name, seconds in asked.items() if seconds is not self.DEFAULT_NONE}
        return await self._send(method, url, _form(request_data), _timeout(**(self._usual | upload | given)))

    async def _send(
        self, method: str, url: str, form: aiohttp.FormData | None, timeout: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("This AiohttpRequest is not initialized.")
        try:
            # Following a redirect would send a message a second time.
            async with self._session.request(
                method, url, data=form, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except aiohttp.InvalidURL:
            raise NetworkError("InvalidURL") from None
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from _without_url(error)
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from _without_url(error)


def _timeout(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp counts the wait for a free connection and connecting as one, and has no limit for writing alone."""
    return aiohttp.ClientTimeout(
        connect=_sum(pool, connect),
        sock_connect=connect,
        sock_read=read,
        total=_sum(pool, connect, write, read),
    )


def _sum(*parts: float | None) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _form(request_data: RequestData | None) -> aiohttp.FormData | None:
    if request_data is None:
        return None
    # Telegram takes a file name as it stands: a quoted one would reach people as "%D0%B7…".
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    if request_data.contains_files:
        for field, (name, content, mime) in request_data.multipart_data.items():
            file = BytesIO(content) if isinstance(content, bytes) else content  # raw bytes block the loop
            form.add_field(field, file, filename=name, content_type=mime)
    return form


def _without_url(error: Exception) -> Exception:
    """aiohttp puts the URL, and with it the token, into some texts, and a traceback prints the cause's text too."""
    if not isinstance(error, aiohttp.ClientConnectorError):  # this one names host and port only
        error.args = ()
        if isinstance(error, OSError):
            error.strerror = None
    return error
