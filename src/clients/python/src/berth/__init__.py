"""Takes job slots of Berth, keeps their leases, and releases them.

    pool = Pool("https://berth.example.com", token)
    with pool.slot(wait=20, lease=120) as slot:
        run(slot.channel, slot.discord, cancelled=slot.lost)

`AsyncPool` is the same for asyncio.
"""

from .aio import AsyncPool, AsyncSlot
from .answers import (
    Account,
    AccountLoad,
    ConfiguredAccount,
    HeldSlot,
    SlotList,
    Subscription,
)
from .errors import (
    BadRequest,
    BerthError,
    NotConfigured,
    OutOfRotation,
    PaymentRequired,
    SlotBusy,
    Unauthorized,
    Unavailable,
)
from .pool import Pool
from .slot import Lost, Slot

__all__ = [
    "Account",
    "AccountLoad",
    "AsyncPool",
    "AsyncSlot",
    "BadRequest",
    "BerthError",
    "ConfiguredAccount",
    "HeldSlot",
    "Lost",
    "NotConfigured",
    "OutOfRotation",
    "PaymentRequired",
    "Pool",
    "Slot",
    "SlotBusy",
    "SlotList",
    "Subscription",
    "Unauthorized",
    "Unavailable",
]
