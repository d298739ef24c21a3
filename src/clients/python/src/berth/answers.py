"""What the service answers, with a type for each answer. Fields that are not known are ignored."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Mapping, Optional, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Account:
    """An account. `discord` is the masked token; `status` says whether it is in rotation."""

    channel: str
    discord: str
    maxJobs: int
    status: str
    until: Optional[str] = None
    reason: Optional[str] = None
    nextCheck: Optional[str] = None
    pendingModMessage: Optional[str] = None


@dataclass(frozen=True)
class ConfiguredAccount:
    """The account that was created or updated. `discord` is the token as it was sent."""

    channel: str
    discord: str = field(repr=False)
    maxJobs: int


@dataclass(frozen=True)
class HeldSlot:
    """A slot that is held, in a list."""

    slot: str
    channel: str
    grantedAt: str
    leasedUntil: str
    ref: Optional[str] = None


@dataclass(frozen=True)
class AccountLoad:
    """How much an account runs. `available`: how many more slots could be granted now."""

    channel: str
    status: str
    maxJobs: int
    executing: int
    available: int


@dataclass(frozen=True)
class SlotList:
    """A page of accounts with all that they run; `next` is there when more follow."""

    executing: tuple[HeldSlot, ...]
    accounts: tuple[AccountLoad, ...]
    waiting: int
    next: Optional[str] = None


@dataclass(frozen=True)
class Subscription:
    """The caller's subscription."""

    name: str
    created: str
    sub: str
    quantity: int
    accounts: int
    maxJobs: int
    expiresAt: Optional[str] = None


def read(kind: type[T], body: Mapping[str, Any]) -> T:
    """Reads an answer; a later version of the service may have added fields."""
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in body.items() if name in known})


def read_slots(body: Mapping[str, Any]) -> SlotList:
    """Reads a page of the list of slots."""
    return SlotList(
        executing=tuple(read(HeldSlot, one) for one in body["executing"]),
        accounts=tuple(read(AccountLoad, one) for one in body["accounts"]),
        waiting=body["waiting"],
        next=body.get("next"),
    )


def read_accounts(body: Mapping[str, Any]) -> dict[str, Account]:
    """Reads the accounts by channel."""
    return {
        channel: read(Account, account)
        for channel, account in body.items()
        if isinstance(account, dict)
    }
