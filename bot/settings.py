"""The settings, from the environment or a file `.env`."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

PREFIX = "SLEUTELBOT_"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class UnknownSettingError(ValueError):
    def __init__(self, name: str) -> None:
        super().__init__("startup.setting_unknown")
        self.setting = name


class Settings(BaseSettings):
    """Each field is an environment variable `SLEUTELBOT_<NAME>`; the README explains them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: SecretStr = SecretStr("")
    api_url: str = "https://api.telegram.org"
    database: Path = Path("sleutelbot.sqlite")
    key_file: Path = Path("sleutelbot.key")
    timezone: str = "Europe/Amsterdam"
    clock_file: Path | None = None

    @model_validator(mode="after")
    def _no_other_name(self) -> "Settings":
        """A name that is misspelt would leave the setting as it is without a word."""
        known = {f"{PREFIX}{name}".upper() for name in type(self).model_fields}
        given = {name.upper() for name in (*os.environ, *DotEnvSettingsSource(type(self)).env_vars)}
        for name in sorted(one for one in given - known if one.startswith(PREFIX)):
            raise UnknownSettingError(name)
        return self

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("startup.timezone_unknown") from error
        return name

    @field_validator("api_url")
    @classmethod
    def _whole_address(cls, url: str) -> str:
        try:
            parts = urlsplit(url)
            whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            whole = False
        if not whole:
            raise ValueError("startup.api_url_malformed")
        return url.rstrip("/")

    @field_validator("clock_file")
    @classmethod
    def _only_when_trying_out(cls, path: Path | None, info: ValidationInfo) -> Path | None:
        if path is not None and urlsplit(info.data.get("api_url", "")).hostname not in LOOPBACK:
            raise ValueError("startup.clock_file_refused")
        return path

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
