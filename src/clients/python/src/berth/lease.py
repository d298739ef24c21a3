"""How long a slot is held, by the clock of this process. Plain arithmetic: the time is passed in.

All times are seconds of `time.monotonic()`, which goes on while the process is stopped.
"""

from __future__ import annotations

import random
from typing import Optional

SHORTEST = 5
"""The shortest lease in seconds, which the service sets. `lost` then leaves a second to stop."""

LONGEST = 3600
"""The longest lease in seconds, which the service sets."""

_FIRST_RETRY = 0.5
_LONGEST_RETRY = 10.0
"""Seconds between renewals that fail. The pause doubles, but a renewal is tried while there is time."""

NEVER = float("inf")


class Lease:
    """The time of one slot.

    sent: when the request was sent that granted the lease. The service counts from later on, so the
        lease runs at least until `sent` plus its length.
    seconds: the length of the lease.
    max_hold: seconds after which the slot is not held any more; None for no limit.
    """

    def __init__(self, sent: float, seconds: int, left: float, max_hold: Optional[float]) -> None:
        self.seconds = seconds
        self.hold_until = None if max_hold is None else sent + max_hold
        self.deadline = sent + left
        self._failures = 0
        self._schedule(sent)

    def renewed(self, sent: float, left: float) -> None:
        """The service has renewed the lease, by a request that was sent then."""
        self.deadline = max(self.deadline, sent + left)
        self._failures = 0
        self._schedule(sent)

    def _schedule(self, sent: float) -> None:
        # at a third of the lease, a little earlier by chance, so that pools don't renew in step
        self.renew_at = sent + (self.deadline - sent) * random.uniform(0.25, 0.33)

    def retry(self, now: float, retry_after: Optional[float] = None) -> None:
        """A renewal has failed, and is tried again after a pause, or when the service says so."""
        backoff = min(_LONGEST_RETRY, _FIRST_RETRY * 2.0**self._failures)
        pause = max(_FIRST_RETRY, min(backoff, (self.lost_at - now) / 4))
        self._failures = min(10, self._failures + 1)
        self.renew_at = now + (retry_after or pause) * random.uniform(1, 1.25)

    def time_to_renew(self, now: float) -> float:
        """Seconds for one renewal, such that there is time for another when it hangs."""
        return max(0.5, min(10.0, (self.lost_at - now) / 2))

    @property
    def lost_at(self) -> float:
        """When the holder is told that the slot is lost: early enough to stop the job before the end."""
        margin = max(1.0, 0.1 * self.seconds)
        end = self.deadline if self.hold_until is None else min(self.deadline, self.hold_until)
        return end - margin

    def is_over(self, now: float) -> bool:
        return now >= self.lost_at

    def is_worn(self, now: float) -> bool:
        """Whether so much of the lease has passed that a new holder should renew it first."""
        return self.deadline - now < 0.9 * self.seconds

    def renew_no_more(self) -> None:
        """It was held for nearly as long as it may be, so it is not renewed any more."""
        self.renew_at = NEVER

    @property
    def is_held_out(self) -> bool:
        """Whether it ends because it was held for as long as it may be."""
        return self.hold_until is not None and (
            self.renew_at == NEVER or self.hold_until <= self.deadline
        )

    def next_seconds(self, now: float) -> Optional[int]:
        """The length to renew for: 0 to renew no more; None for the length that the lease has."""
        if self.hold_until is None:
            return None
        left = int(self.hold_until - now)
        if left >= self.seconds:
            return None
        # the lease that runs lasts until then already, or as long as the shortest would
        return 0 if left < SHORTEST or self.deadline >= self.hold_until else left
