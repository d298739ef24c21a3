"""The pool of job slots, for asyncio: the same pool, whose requests run on threads of their own."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, AsyncIterator, Callable, Optional, TypeVar

from .answers import Account, ConfiguredAccount, SlotList, Subscription
from .pool import Pool
from .slot import Slot
from .transport import Cancellation

T = TypeVar("T")


class AsyncLost:
    """Set when the job must stop, like an `asyncio.Event`."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot
        self._event = asyncio.Event()
        loop = asyncio.get_running_loop()
        slot.on_lost(lambda: _call(loop, self._event.set))

    def is_set(self) -> bool:
        return self._slot.lost.is_set()

    async def wait(self) -> bool:
        if not self.is_set():
            await self._event.wait()
        return True


def _call(loop: asyncio.AbstractEventLoop, callback: Callable[[], Any]) -> None:
    try:
        loop.call_soon_threadsafe(callback)
    except RuntimeError:
        pass  # the loop has ended, and with it whoever waited


class AsyncSlot:
    """A slot that this process holds; see `Slot`, whose attributes it has."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot
        self.lost = AsyncLost(slot)

    def __repr__(self) -> str:
        return "Async" + repr(self._slot)

    @property
    def slot(self) -> str:
        return self._slot.slot

    @property
    def channel(self) -> str:
        return self._slot.channel

    @property
    def discord(self) -> Optional[str]:
        return self._slot.discord

    @property
    def fence(self) -> int:
        return self._slot.fence

    @property
    def ref(self) -> Optional[str]:
        return self._slot.ref

    @property
    def leased_until(self) -> str:
        return self._slot.leased_until

    @property
    def lost_reason(self) -> Optional[str]:
        return self._slot.lost_reason

    def on_lost(self, callback: Callable[[], Any]) -> None:
        """Calls back once, on the event loop, when the slot is lost; soon if it is."""
        loop = asyncio.get_running_loop()
        self._slot.on_lost(lambda: _call(loop, callback))

    def outcome(
        self,
        kind: str,
        retry_after: Optional[float] = None,
        message: Optional[str] = None,
    ) -> None:
        """Sets what the release will say about the job; see `Slot.outcome`."""
        self._slot.outcome(kind, retry_after, message)


class AsyncPool:
    """The job slots of one subscription, for the tasks of one event loop.

    url: where Berth is. token: an API token of the subscription. takes: how many tasks may wait for
    a slot at the service at once; more wait for their turn here, and their `wait` begins with it.
    """

    def __init__(self, url: str, token: str, takes: int = 256) -> None:
        self._pool = Pool(url, token)
        self._takes = ThreadPoolExecutor(takes, thread_name_prefix="berth-take")
        # apart: if releases queued behind the takes that wait for them, none would get on
        self._threads = ThreadPoolExecutor(32, thread_name_prefix="berth")

    async def __aenter__(self) -> AsyncPool:
        return self

    async def __aexit__(self, *error: object) -> None:
        self._takes.shutdown(wait=False)
        # the other threads end with the pool: blocks that are still open have to end, too
        await self._run(self._pool.close)

    @asynccontextmanager
    async def slot(
        self,
        wait: float = 0,
        lease: int = 300,
        max_hold: Optional[float] = None,
        channel: Optional[str] = None,
        ref: Optional[str] = None,
    ) -> AsyncIterator[AsyncSlot]:
        """Takes a slot for a block, renews it meanwhile, and releases it at the end of the block.

        Parameters and errors are those of `Pool.take`. A task that is cancelled while it waits leaves
        no slot behind.
        """
        cancellation = Cancellation()
        taking = self._takes.submit(
            self._pool.take, wait, lease, max_hold, channel, ref, cancellation
        )
        try:
            taken = await asyncio.wrap_future(taking)
        except asyncio.CancelledError:
            cancellation.cancel()
            taking.add_done_callback(self._release_unwanted)
            raise
        try:
            yield AsyncSlot(taken)
        finally:
            # goes on when the task is cancelled meanwhile
            await asyncio.shield(self._run(taken.release))

    async def slots(self, limit: int = 100, after: Optional[str] = None) -> SlotList:
        return await self._run(self._pool.slots, limit, after)

    async def accounts(self) -> dict[str, Account]:
        return await self._run(self._pool.accounts)

    async def account(self, channel: str) -> Account:
        return await self._run(self._pool.account, channel)

    async def configure(self, discord: str, max_jobs: Optional[int] = None) -> ConfiguredAccount:
        return await self._run(self._pool.configure, discord, max_jobs)

    async def delete(self, channel: str) -> None:
        await self._run(self._pool.delete, channel)

    async def pause(self, channel: str) -> None:
        await self._run(self._pool.pause, channel)

    async def resume(self, channel: str) -> None:
        await self._run(self._pool.resume, channel)

    async def reset(self, channel: str) -> None:
        await self._run(self._pool.reset, channel)

    async def subscription(self) -> Subscription:
        return await self._run(self._pool.subscription)

    def _run(self, work: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(
            self._threads, partial(work, *arguments)
        )

    def _release_unwanted(self, taking: Future[Slot]) -> None:
        """Releases a slot that came when its task had been cancelled already."""
        if not taking.cancelled() and taking.exception() is None:
            # not here, which may be on the event loop
            self._threads.submit(taking.result().release)
