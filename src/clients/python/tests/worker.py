"""A worker for the tests of the service: takes slots, holds them, and prints what it does.

worker.py <url> <token> <seconds> <lease> <max hold ms> <seed>

Times are nanoseconds of CLOCK_MONOTONIC, which all processes of a machine share.
"""

from __future__ import annotations

import json
import random
import sys
import time

from berth import BerthError, Pool, SlotBusy


def say(**event: object) -> None:
    print(json.dumps(event), flush=True)


def main(url: str, token: str, seconds: float, lease: int, max_hold: int, seed: int) -> None:
    chance = random.Random(seed)
    counts = {"held": 0, "lost": 0, "busy": 0, "errors": 0}
    end = time.monotonic() + seconds
    with Pool(url, token) as pool:
        while time.monotonic() < end:
            try:
                slot = pool.take(wait=5, lease=lease)
            except SlotBusy:
                counts["busy"] += 1
                continue
            except BerthError:
                counts["errors"] += 1
                time.sleep(0.1)
                continue
            counts["held"] += 1
            say(
                event="held",
                slot=slot.slot,
                channel=slot.channel,
                fence=slot.fence,
                at=time.monotonic_ns(),
                deadline=int(slot._lease.deadline * 1e9),
            )
            # one job in five runs longer than the lease
            hold = lease * 1.6 if chance.random() < 0.2 else chance.random() * max_hold / 1000
            done = time.monotonic() + hold
            while time.monotonic() < done and not slot.lost.is_set():
                time.sleep(0.005)
            at = time.monotonic_ns()
            if slot.lost.is_set():
                counts["lost"] += 1
                say(event="lost", slot=slot.slot, at=at, reason=slot.lost_reason)
            else:
                say(event="released", slot=slot.slot, at=at)
            slot.release()
    say(event="done", **counts)


if __name__ == "__main__":
    address, secret, *numbers = sys.argv[1:]
    main(address, secret, float(numbers[0]), int(numbers[1]), int(numbers[2]), int(numbers[3]))
