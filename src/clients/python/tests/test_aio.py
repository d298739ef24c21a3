import asyncio
import threading
import time
import unittest

from berth import AsyncPool, SlotBusy

from .server import ScriptedServer, granted, renewed, reply, until


class AsyncPoolTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.server = ScriptedServer()
        self.addCleanup(self.server.close)
        self.server.on_renew = lambda request: renewed(request.body["slots"], 5)

    async def test_slot_is_taken_renewed_and_released(self):
        async with AsyncPool(self.server.url, "api-token") as pool:
            async with pool.slot(lease=5) as slot:
                self.assertEqual(slot.discord, "whole-discord-token")
                await asyncio.to_thread(until, lambda: len(self.server.renewals()) >= 2)
                self.assertFalse(slot.lost.is_set())
                slot.outcome("done")
        self.assertEqual(len(self.server.releases()), 1)

    async def test_loss_wakes_the_task(self):
        self.server.on_renew = lambda request: renewed([], 5, tuple(request.body["slots"]))
        called = asyncio.Event()
        async with AsyncPool(self.server.url, "api-token") as pool:
            async with pool.slot(lease=5) as slot:
                slot.on_lost(called.set)
                self.assertTrue(await asyncio.wait_for(slot.lost.wait(), 4))
                await asyncio.wait_for(called.wait(), 1)
                self.assertEqual(slot.lost_reason, "ended")

    async def test_errors_are_raised(self):
        self.server.on_take = lambda request: reply(429, {"error": "busy"}, Retry_After="1")
        async with AsyncPool(self.server.url, "api-token") as pool:
            with self.assertRaises(SlotBusy):
                async with pool.slot():
                    self.fail("there is no slot")

    async def test_task_that_is_cancelled_while_it_waits_disconnects_soon(self):
        waiting = threading.Event()
        hang = threading.Event()
        self.addCleanup(hang.set)

        def on_take(request):
            waiting.set()
            hang.wait(30)
            return granted()

        self.server.on_take = on_take

        async def work(pool):
            async with pool.slot(wait=30):
                self.fail("it was cancelled")

        async with AsyncPool(self.server.url, "api-token") as pool:
            task = asyncio.create_task(work(pool))
            await asyncio.to_thread(waiting.wait, 5)
            begun = time.monotonic()
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
        self.assertLess(time.monotonic() - begun, 2)

    async def test_error_of_the_block_is_not_hidden_and_the_slot_is_released(self):
        async with AsyncPool(self.server.url, "api-token") as pool:
            with self.assertRaisesRegex(KeyError, "mine"):
                async with pool.slot():
                    raise KeyError("mine")
        self.assertEqual(len(self.server.releases()), 1)

    async def test_releases_do_not_queue_behind_takes(self):
        released = threading.Event()

        def on_take(request):
            if len(self.server.takes()) > 1:
                released.wait(8)
            return granted()

        def on_release(request):
            released.set()
            return reply(204)

        self.server.on_take, self.server.on_release = on_take, on_release
        async with AsyncPool(self.server.url, "api-token", 2) as pool:

            async def work():
                async with pool.slot(wait=10):
                    pass

            async with pool.slot(wait=10):
                waiting = [asyncio.create_task(work()) for _ in range(4)]
                await asyncio.to_thread(until, lambda: len(self.server.takes()) == 3)
                begun = time.monotonic()
            self.assertLess(time.monotonic() - begun, 4)
            await asyncio.gather(*waiting)

    async def test_block_that_is_open_when_the_pool_ends_keeps_its_error(self):
        pool = AsyncPool(self.server.url, "api-token")
        with self.assertRaisesRegex(KeyError, "mine"):
            async with pool.slot() as slot:
                await pool.__aexit__(None, None, None)
                self.assertEqual(slot.lost_reason, "closed")
                raise KeyError("mine")
        self.assertEqual(len(self.server.releases()), 1)

    async def test_many_tasks_wait_at_once(self):
        self.server.on_take = lambda request: (time.sleep(0.5), granted(len(self.server.takes())))[1]
        async with AsyncPool(self.server.url, "api-token") as pool:

            async def work():
                async with pool.slot(wait=5):
                    pass

            begun = time.monotonic()
            await asyncio.gather(*(work() for _ in range(40)))
        self.assertLess(time.monotonic() - begun, 8)


if __name__ == "__main__":
    unittest.main()
