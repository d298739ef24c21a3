"""The pool of job slots, for programs with threads."""

from __future__ import annotations

import logging
import math
import random
import secrets
import time
from contextlib import contextmanager
from typing import Any, Iterator, Mapping, Optional
from urllib.parse import quote, urlencode

from .answers import (
    Account,
    ConfiguredAccount,
    SlotList,
    Subscription,
    read,
    read_accounts,
    read_slots,
)
from .errors import BerthError, Unavailable, busy_of
from .keeper import Keeper
from .lease import LONGEST, SHORTEST, Lease
from .slot import Slot
from .transport import Answer, Cancellation, Cancelled, Http, NoAnswer

_LOG = logging.getLogger("berth")

_SLOTS = "/v2/slots/midjourney"
_ACCOUNTS = "/v2/account/midjourney"

_LONGEST_WAIT = 60
"""The longest wait of one request in seconds, which the service sets."""

_SETTLE = 5.0
"""Seconds for which a request without an answer is repeated, even if the caller does not wait."""

_RELEASE = 10.0
"""Seconds for which a release is repeated. If it does not succeed, the lease runs out."""


class Pool:
    """The job slots of one subscription. Threads may share it.

    url: where Berth is. token: an API token of the subscription.
    """

    def __init__(self, url: str, token: str) -> None:
        self._http = Http(url, token)
        self._keeper = Keeper(self._http, _SLOTS)

    def __repr__(self) -> str:
        return f"Pool({self._http!r})"

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Signals the slots that are still held as lost, and releases them."""
        for slot in self._keeper.held():
            slot._lose("closed")
            slot.release()

    @contextmanager
    def slot(
        self,
        wait: float = 0,
        lease: int = 300,
        max_hold: Optional[float] = None,
        channel: Optional[str] = None,
        ref: Optional[str] = None,
    ) -> Iterator[Slot]:
        """Takes a slot for a block, renews it meanwhile, and releases it at the end of the block.

        Parameters and errors are those of `take`. The release never raises, so an error of the block
        is never hidden.
        """
        taken = self.take(wait, lease, max_hold, channel, ref)
        try:
            yield taken
        finally:
            taken.release()

    def take(
        self,
        wait: float = 0,
        lease: int = 300,
        max_hold: Optional[float] = None,
        channel: Optional[str] = None,
        ref: Optional[str] = None,
        cancellation: Optional[Cancellation] = None,
    ) -> Slot:
        """Takes a slot, which must be released. It is renewed until then.

        wait: seconds to wait for a slot when there is none.
        lease: seconds, 5 to 3600, after which the slot is free if this process ends without a release.
        max_hold: seconds, at least 5, after which the slot is lost, however often it was renewed.
        channel: takes a slot of this account only. ref: a note, which lists of slots show.

        Raises SlotBusy, OutOfRotation, NotConfigured, Unavailable or another BerthError; ValueError
        when a parameter is out of bounds.
        """
        if not SHORTEST <= lease <= LONGEST:
            raise ValueError(f"lease must be {SHORTEST} to {LONGEST} seconds")
        if max_hold is not None and max_hold < SHORTEST:
            raise ValueError(f"max_hold must be at least {SHORTEST} seconds")
        if max_hold is not None:
            # a lease that is longer than the slot may be held would only be lost earlier
            lease = min(lease, math.ceil(max_hold))
        values = {"leaseSeconds": lease, "channel": channel, "ref": ref}
        body = {name: value for name, value in values.items() if value is not None}
        return _Take(self, body, wait, max_hold, cancellation or Cancellation()).run()

    def slots(self, limit: int = 100, after: Optional[str] = None) -> SlotList:
        """A page of accounts with all that they run."""
        query = {"limit": limit} if after is None else {"limit": limit, "after": after}
        return read_slots(self._get(_SLOTS + "?" + urlencode(query)))

    def accounts(self) -> dict[str, Account]:
        """All accounts by channel; an empty dict when there is none."""
        answer = self._send("GET", _ACCOUNTS)
        if answer.status == 404:
            return {}
        return read_accounts(_succeeded(answer))

    def account(self, channel: str) -> Account:
        """One account; raises NotConfigured when there is none."""
        return read(Account, self._get(_account(channel)))

    def configure(self, discord: str, max_jobs: Optional[int] = None) -> ConfiguredAccount:
        """Creates or updates the account of a Discord token."""
        body = {"discord": discord} if max_jobs is None else {"discord": discord, "maxJobs": max_jobs}
        return read(ConfiguredAccount, _succeeded(self._send("POST", _ACCOUNTS, body)))

    def delete(self, channel: str) -> None:
        """Deletes an account. Its running slots live out their leases."""
        _succeeded(self._send("DELETE", _account(channel)))

    def pause(self, channel: str) -> None:
        """Takes an account out of rotation."""
        _succeeded(self._send("POST", _account(channel) + "/pause"))

    def resume(self, channel: str) -> None:
        """Ends the pause of an account."""
        _succeeded(self._send("POST", _account(channel) + "/resume"))

    def reset(self, channel: str) -> None:
        """Brings an account back into rotation, if Discord accepts its token."""
        _succeeded(self._send("POST", _account(channel) + "/reset"))

    def subscription(self) -> Subscription:
        """The caller's subscription."""
        return read(Subscription, self._get("/v2/account"))

    def _get(self, path: str) -> Any:
        return _succeeded(self._send("GET", path))

    def _send(self, method: str, path: str, body: Optional[Mapping[str, Any]] = None) -> Answer:
        try:
            # as long as the service may need to ask Discord
            return self._http.send(method, path, body, timeout=30)
        except NoAnswer as failure:
            raise Unavailable(f"No answer: {failure}") from None

    def _hold(self, slot: Slot) -> None:
        self._keeper.add(slot)

    def _release(self, slot: Slot) -> None:
        # first, so that no renewal goes out after the release, nor marks the slot as lost
        self._keeper.remove(slot)
        if slot.lost_reason == "ended":
            return
        now = time.monotonic()
        # at least one request, since the service may count a little longer than this process
        deadline = max(now + 1, min(now + _RELEASE, slot._lease.deadline))
        pause = 0.2
        while not self._release_once(slot, max(0.1, min(deadline - time.monotonic(), 5.0))):
            if time.monotonic() >= deadline:
                _LOG.warning("Slot %s was not released, and is free when its lease ends", slot.slot)
                return
            time.sleep(min(pause * random.uniform(1, 1.25), max(0.0, deadline - time.monotonic())))
            pause = min(2.0, pause * 2)

    def _release_once(self, slot: Slot, timeout: float) -> bool:
        """Whether nothing is left to do: it is released, or had ended, or can't be released."""
        try:
            answer = self._http.send("DELETE", f"{_SLOTS}/{slot._path()}", timeout=timeout)
        except NoAnswer:
            return False
        if answer.status >= 500 or answer.status == 429:
            return False
        if not answer.ok and answer.status not in (404, 410):
            _LOG.warning("Slot %s was not released: %s", slot.slot, answer.error())
        if answer.status == 400 and slot._outcome:
            # an outcome that the service refuses must not keep the slot from the others
            slot._outcome = {}
            return False
        return True


class _Take:
    """One call of `take`, with the requests that it sends. All have the same idempotency key."""

    def __init__(
        self,
        pool: Pool,
        body: Mapping[str, Any],
        wait: float,
        max_hold: Optional[float],
        cancellation: Cancellation,
    ) -> None:
        self._pool = pool
        self._body = body
        self._max_hold = max_hold
        self._cancellation = cancellation
        self._key = secrets.token_urlsafe(24)
        self._deadline = time.monotonic() + max(0.0, wait)
        self._settled = time.monotonic() + _SETTLE
        self._failures = 0

    def run(self) -> Slot:
        while True:
            sent = time.monotonic()
            wait = int(min(_LONGEST_WAIT, max(0.0, self._deadline - sent)))
            try:
                answer = self._send(wait)
            except NoAnswer as failure:
                self._pause(self._backoff(), Unavailable(f"No answer: {failure}"), self._settled)
                continue
            if answer.ok and isinstance(answer.body, dict) and "slot" in answer.body:
                slot = self._granted(sent, answer.body)
                if slot is not None:
                    return slot
                error = Unavailable("Slots come too late", answer.status, None, answer.request_id)
                self._pause(self._backoff(), error, self._settled)
                continue
            if answer.status == 429:
                # after a wait at the service, back into its queue at once
                waited = wait > 0 and time.monotonic() - sent > 0.9 * wait
                pause = 0.1 if waited else answer.retry_after or 1.0
                self._pause(pause, busy_of(answer.error(), answer.body), self._deadline)
            elif answer.ok or answer.status >= 500:
                error = Unavailable(
                    str(answer.error()), answer.status, None, answer.request_id, answer.retry_after
                )
                self._pause(answer.retry_after or self._backoff(), error, self._settled)
            else:
                raise answer.error()

    def _send(self, wait: int) -> Answer:
        headers = {"Idempotency-Key": self._key}
        if wait > 0:
            headers["Prefer"] = f"wait={wait}"
        return self._pool._http.send(
            "POST", _SLOTS, self._body, headers, wait + 10.0, self._cancellation
        )

    def _granted(self, sent: float, body: Mapping[str, Any]) -> Optional[Slot]:
        """The slot of an answer; None when nothing is left of its lease."""
        seconds = int(self._body["leaseSeconds"])
        slot = Slot(self._pool, body, Lease(sent, seconds, body["leaseSeconds"], self._max_hold))
        if self._cancellation.cancelled.is_set():
            slot.release()
            raise Cancelled()
        # The service began to count somewhere after the request was sent. After a long wait, a renewal
        # finds out how long the lease really runs. And a repeated request may get a lease that has
        # run for a while.
        if slot._lease.is_worn(time.monotonic()) and not self._confirmed(slot):
            slot.release()
            return None
        self._pool._hold(slot)
        return slot

    def _confirmed(self, slot: Slot) -> bool:
        sent = time.monotonic()
        try:
            answer = self._pool._http.send("POST", f"{_SLOTS}/{slot.slot}/renew", timeout=5)
        except NoAnswer:
            return not slot._lease.is_over(time.monotonic())
        if answer.status in (404, 410):
            return False
        if answer.ok and isinstance(answer.body, dict):
            seconds = int(self._body["leaseSeconds"])
            slot._lease = Lease(sent, seconds, answer.body["leaseSeconds"], self._max_hold)
        return not slot._lease.is_over(time.monotonic())

    def _backoff(self) -> float:
        self._failures += 1
        return float(min(5.0, 0.1 * 2**self._failures))

    def _pause(self, seconds: float, error: BerthError, until: float) -> None:
        """Pauses before the next request; raises the error when there is no time for one."""
        pause = seconds * random.uniform(1, 1.25)
        if time.monotonic() + pause > max(self._deadline, until):
            raise error
        if self._cancellation.cancelled.wait(pause):
            raise Cancelled()


def _account(channel: str) -> str:
    return _ACCOUNTS + "/" + quote(channel, safe="")


def _succeeded(answer: Answer) -> Any:
    if not answer.ok:
        raise answer.error()
    return answer.body
