"""How the pretend Telegram says no: with an answer, or without one."""

from typing import Any


class ApiError(Exception):
    """An answer with `ok: false`, in the words of the real Bot API."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def envelope(self) -> dict[str, Any]:
        envelope = {"ok": False, "error_code": self.code, "description": self.description}
        return {**envelope, "parameters": self.parameters} if self.parameters else envelope


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


class DroppedError(ConnectionError):
    """The connection ended without an answer; `processed` says whether the call took effect."""

    def __init__(self, *, processed: bool) -> None:
        super().__init__("the connection was closed without an answer")
        self.processed = processed


class NotJsonError(ValueError):
    """The answer was a web page with status 200, as from a proxy or a captive portal."""
