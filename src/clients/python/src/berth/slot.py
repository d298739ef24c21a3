"""A slot that this process holds."""

from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional
from urllib.parse import urlencode

from .lease import Lease

if TYPE_CHECKING:
    from .pool import Pool

OUTCOMES = ("done", "rejected", "limited", "moderated")

_LONGEST_PAUSE = 30 * 24 * 3600
"""The longest pause of an account in seconds, which the service sets."""


class Lost(threading.Event):
    """Set when the job must stop: the lease has ended, or ends before it could be renewed.

    `is_set` and `wait` look at the clock. So a process that was stopped for longer than the lease
    sees it set as soon as it goes on.
    """

    def __init__(self, check: Callable[[], None]) -> None:
        super().__init__()
        self._check = check

    def is_set(self) -> bool:
        self._check()
        return super().is_set()

    def wait(self, timeout: Optional[float] = None) -> bool:
        self._check()
        # the process may have been stopped meanwhile, so the clock decides, not the end of the timeout
        return super().wait(timeout) or self.is_set()


class Slot:
    """The right to run one job on one account, until `lost` is set or the slot is released.

    slot: its id. channel: the account's channel; follow-up jobs pin to it. discord: the account's
    Discord token, whole. fence: grows with every grant. ref: the caller's note.
    lost: set when the job must stop. lost_reason: "ended" (the service says so), "unrenewed" (no
    renewal got through in time), "max_hold" or "closed" (the pool was); None while it is held.
    """

    def __init__(self, pool: Pool, answer: Mapping[str, Any], lease: Lease) -> None:
        self.slot: str = answer["slot"]
        self.fence: int = answer["fence"]
        self.ref: Optional[str] = answer.get("ref")
        self.leased_until: str = answer["leasedUntil"]
        self.lost = Lost(self._check)
        self._lost_reason: Optional[str] = None
        self._channel: str = answer["channel"]
        self._discord: Optional[str] = answer.get("discord")
        self._pool = pool
        self._lease = lease
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], Any]] = []
        self._outcome: dict[str, str] = {}
        self._released = False

    def __repr__(self) -> str:
        return f"Slot({self.slot!r}, channel={self._channel!r}, lost={self._lost_reason!r})"

    @property
    def channel(self) -> str:
        self._check()
        return self._channel

    @property
    def lost_reason(self) -> Optional[str]:
        self._check()
        return self._lost_reason

    @property
    def discord(self) -> Optional[str]:
        """The account's Discord token; None when the account was deleted since the grant."""
        self._check()
        return self._discord

    def on_lost(self, callback: Callable[[], Any]) -> None:
        """Calls back once, on a thread of its own, when the slot is lost; at once if it is."""
        self._check()
        with self._lock:
            if self._lost_reason is None:
                self._callbacks.append(callback)
                return
        _call(callback)

    def outcome(
        self,
        kind: str,
        retry_after: Optional[float] = None,
        message: Optional[str] = None,
    ) -> None:
        """Sets what the release will say about the job.

        kind: "done"; "rejected" (Discord refused the token); "limited" (Discord asked for a pause of
        `retry_after` seconds, which is required); "moderated" (`message` is what Midjourney says; with
        `retry_after`, it ends by itself). A pause is at most 30 days.
        Raises ValueError when it is none of these.
        """
        self._check()
        if kind not in OUTCOMES:
            raise ValueError("outcome must be one of " + ", ".join(OUTCOMES))
        if kind == "limited" and retry_after is None:
            raise ValueError("the outcome limited needs retry_after")
        values = {"outcome": kind, "retryAfter": _pause(retry_after), "message": message}
        self._outcome = {name: str(value) for name, value in values.items() if value is not None}

    def release(self) -> None:
        """Ends the lease, with the outcome that was set. Never raises; a second call does nothing."""
        with self._lock:
            if self._released:
                return
            self._released = True
        self._pool._release(self)

    def _path(self) -> str:
        query = "?" + urlencode(self._outcome) if self._outcome else ""
        return self.slot + query

    def _check(self) -> None:
        """Notices that the lease is over by the clock, whatever the other threads have got to."""
        now = time.monotonic()
        if not self._released and self._lease.is_over(now):
            self._lose("max_hold" if self._lease.is_held_out else "unrenewed")

    def _lose(self, reason: str) -> None:
        with self._lock:
            if self._lost_reason is not None:
                return
            self._lost_reason = reason
            # under the lock, so that no thread finds a reason without the event
            self.lost.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            _call(callback)


def _pause(seconds: Optional[float]) -> Optional[int]:
    """Whole seconds, rounded up: the service refuses long fractions, and shorter would be too early."""
    if seconds is None:
        return None
    if not seconds <= _LONGEST_PAUSE:
        raise ValueError("retry_after must be at most 30 days")
    return max(1, math.ceil(max(0.0, seconds)))


def _call(callback: Callable[[], Any]) -> None:
    # on a thread of its own: a callback that blocks must not delay the signals of other slots
    threading.Thread(target=callback, name="berth-on-lost", daemon=True).start()
