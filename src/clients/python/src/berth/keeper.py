"""Keeps the leases of a pool: renews them together, and signals those that are lost."""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import Any, Iterable, Optional

from .lease import NEVER
from .slot import Slot
from .transport import Http, NoAnswer

_LOG = logging.getLogger("berth")

_MOST = 1000
"""The most slots of one request, which the service sets."""


class Keeper:
    """Two threads, which live while slots are held.

    One sends renewals. The other only watches the clock, so that a renewal that hangs does not delay
    the signal that a slot is lost. A process that forks has the threads, and its child has not: the
    child keeps only the slots that it takes itself.
    """

    def __init__(self, http: Http, path: str) -> None:
        self._http = http
        self._path = path
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._changed = threading.Condition()
        self._slots: dict[str, Slot] = {}
        self._generation = 0
        self._running = False

    def add(self, slot: Slot) -> None:
        if self._process != os.getpid():
            # a new lock, too: a thread of the parent may have held the old one when it forked
            self._begin()
        with self._changed:
            self._slots[slot.slot] = slot
            if not self._running:
                self._running = True
                self._generation += 1
                for work, name in ((self._renew, "renew"), (self._watch, "watch")):
                    threading.Thread(
                        target=work, args=(self._generation,), name="berth-" + name, daemon=True
                    ).start()
            self._changed.notify_all()

    def remove(self, slot: Slot) -> None:
        """Renews the slot no more. An answer that is under way does not touch it any more."""
        if self._process != os.getpid():
            return
        with self._changed:
            if self._slots.get(slot.slot) is slot:
                del self._slots[slot.slot]
            self._changed.notify_all()

    def held(self) -> list[Slot]:
        if self._process != os.getpid():
            return []
        with self._changed:
            return list(self._slots.values())

    def _watch(self, generation: int) -> None:
        while True:
            with self._changed:
                slots = list(self._slots.values())
                if not slots:
                    if generation == self._generation:
                        self._running = False
                    self._changed.notify_all()
                    return
            for slot in slots:
                slot._check()
            self._drop_lost(slots)
            with self._changed:
                ends = [slot._lease.lost_at for slot in self._slots.values()]
                if ends:
                    self._changed.wait(max(0.0, min(ends) - time.monotonic()))

    def _drop_lost(self, slots: Iterable[Slot]) -> None:
        for slot in slots:
            if slot.lost_reason is not None:
                self.remove(slot)

    def _renew(self, generation: int) -> None:
        while True:
            with self._changed:
                if generation != self._generation or not self._running:
                    return
                now = time.monotonic()
                times = [one._lease.renew_at for one in self._slots.values()]
                if not times or min(times) > now:
                    self._changed.wait(min(times) - now if times and min(times) != NEVER else None)
                    continue
                # all that are due soon go together
                due = [
                    one
                    for one in self._slots.values()
                    if one._lease.renew_at <= now + 0.1 * one._lease.seconds
                ]
            for seconds, slots in _groups(due, now):
                try:
                    self._send(seconds, slots)
                except Exception:  # an answer of no sense must not end all renewals
                    _LOG.exception("Leases could not be renewed")
                    self._again(slots)

    def _send(self, seconds: Optional[int], slots: list[Slot]) -> None:
        """Renews slots together, or has that tried again soon."""
        if seconds == 0:
            for slot in slots:
                slot._lease.renew_no_more()
            return
        body: dict[str, Any] = {"slots": [slot.slot for slot in slots]}
        if seconds is not None:
            body["leaseSeconds"] = seconds
        sent = time.monotonic()
        timeout = min(slot._lease.time_to_renew(sent) for slot in slots)
        try:
            answer = self._http.send("POST", self._path + "/renew", body, timeout=timeout)
        except NoAnswer as failure:
            _LOG.warning("Leases could not be renewed: %s", failure)
            self._again(slots)
            return
        if not answer.ok or not isinstance(answer.body, dict):
            _LOG.warning("Leases could not be renewed: status %d", answer.status)
            self._again(slots, answer.retry_after)
            return
        self._learn(sent, slots, answer.body)

    def _again(self, slots: list[Slot], retry_after: Optional[float] = None) -> None:
        now = time.monotonic()
        for slot in slots:
            slot._lease.retry(now, retry_after)

    def _learn(self, sent: float, slots: list[Slot], body: dict[str, Any]) -> None:
        renewed = {one["slot"]: one for one in body.get("renewed", [])}
        for slot in slots:
            # a slot that was lost meanwhile stays lost: its job has been told to stop
            slot._check()
            one = renewed.get(slot.slot)
            with self._changed:
                if self._slots.get(slot.slot) is not slot or slot._lost_reason is not None:
                    continue
                if one is not None:
                    slot._lease.renewed(sent, one["leaseSeconds"])
                    slot.leased_until = one["leasedUntil"]
                self._changed.notify_all()
            if one is None and slot.slot in body.get("ended", []):
                slot._lose("ended")
                self.remove(slot)
            elif one is None:
                self._again([slot])  # an answer of no sense


def _groups(slots: list[Slot], now: float) -> list[tuple[Optional[int], list[Slot]]]:
    """Slots that can be renewed by one request: mostly all, each for the length that it has."""
    groups: dict[Optional[int], list[Slot]] = {}
    for slot in slots:
        groups.setdefault(slot._lease.next_seconds(now), []).append(slot)
    return [
        (seconds, some[start : start + _MOST])
        for seconds, some in groups.items()
        for start in range(0, len(some), _MOST)
    ]
