"""Settings: typed, read from the environment, refused at the start when they cannot be."""

import os
import re
import secrets
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


class ConfigurationError(Exception):
    """A setting is missing or wrong: one line says which."""


class Settings(BaseSettings):
    """The settings of one installation. Every default is safe in production."""

    model_config = SettingsConfigDict(env_prefix="SCHOOL_", extra="ignore", env_ignore_empty=True)

    instance: Path = Path("instance")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    public_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    workers: int = Field(default=2, ge=1, le=64)
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_starttls: bool = True
    mail_sender: str = "ecole@localhost"
    sms_url: str = ""
    sms_token: str = ""
    sms_sender: str = ""
    maximum_upload_bytes: int = Field(default=32 * 1024 * 1024, ge=1024)

    @model_validator(mode="after")
    def _name_the_database(self) -> Self:
        self.instance = self.instance.resolve()
        if not re.fullmatch(r"https?://[^/\s?#@]+(/[^\s?#]*)?", self.public_url):
            raise ValueError("public_url must be like https://school.example")
        if self.sms_url and not re.fullmatch(r"https?://[^/\s?#@]+(/[^\s#]*)?", self.sms_url):
            raise ValueError("sms_url must be like https://gateway.example/send")
        if not self.database_url:
            self.database_url = f"sqlite:///{self.instance / 'school.db'}"
        known = ("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")
        if not self.database_url.startswith(known):
            raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql://")
        try:
            make_url(self.database_url)
        except (ArgumentError, ValueError) as error:
            raise ValueError("DATABASE_URL cannot be read as an address") from error
        return self

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the database; nothing when it is not a file of this machine."""
        url = make_url(self.database_url)
        if not url.drivername.startswith("sqlite"):
            return None
        return Path((url.database or "").removeprefix("file:"))

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over TLS alone wherever the school is reached by TLS."""
        return self.public_url.startswith("https://")


def load_settings() -> Settings:
    """Read the settings; raise `ConfigurationError` naming each one that cannot be."""
    try:
        return Settings()
    except ValidationError as error:
        parts = [
            f"{'.'.join(str(place) for place in item['loc']) or 'settings'}: {item['msg']}"
            for item in error.errors()
        ]
        raise ConfigurationError("; ".join(parts)) from error


def secret_key(instance: Path) -> str:
    """Read the installation's secret key, made at first use and readable by its owner alone.

    Raises `ConfigurationError` when the instance folder cannot be written or the key be read.
    """
    path = instance / "secret_key"
    try:
        instance.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            write_once(path, secrets.token_hex(32))
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"cannot use the instance folder {instance}: {error}") from error
    if len(key) < 32:
        raise ConfigurationError(f"the secret key in {path} is too short")
    return key


def write_once(path: Path, text: str) -> None:
    """Write a secret that is made once, readable by its owner alone; one that is there stays."""
    # Two workers, or two threads of one, may start at once: the first to link its file wins, the
    # other reads that one.
    draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
