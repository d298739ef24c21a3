import threading
import time
import unittest

from berth import (
    BadRequest,
    NotConfigured,
    OutOfRotation,
    PaymentRequired,
    Pool,
    SlotBusy,
    Unauthorized,
    Unavailable,
)

from .server import Cut, ScriptedServer, granted, reply, until


class TakeTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = ScriptedServer()
        self.addCleanup(self.server.close)
        self.pool = Pool(self.server.url, "api-token")
        self.addCleanup(self.pool.close)

    def script(self, *replies):
        """Answers takes one after the other; the last answer is repeated."""
        left = list(replies)

        def on_take(request):
            one = left.pop(0) if len(left) > 1 else left[0]
            if one is Cut:
                raise Cut()
            return one

        self.server.on_take = on_take

    def test_take_sends_what_was_asked_for(self):
        with self.pool.slot(wait=7.9, lease=120, channel="1000", ref="mine") as slot:
            self.assertEqual(slot.channel, "1000")
            self.assertEqual(slot.discord, "whole-discord-token")
        take = self.server.takes()[0]
        self.assertEqual(take.body, {"leaseSeconds": 120, "channel": "1000", "ref": "mine"})
        self.assertEqual(take.headers["Prefer"], "wait=7")
        self.assertEqual(take.headers["Authorization"], "Bearer api-token")

    def test_take_whose_answer_is_lost_is_repeated_with_the_same_key(self):
        self.script(Cut, granted())
        self.pool.take().release()
        keys = {one.headers["Idempotency-Key"] for one in self.server.takes()}
        self.assertEqual(len(self.server.takes()), 2)
        self.assertEqual(len(keys), 1)

    def test_takes_have_keys_of_their_own(self):
        self.pool.take().release()
        self.pool.take().release()
        self.assertEqual(len({one.headers["Idempotency-Key"] for one in self.server.takes()}), 2)

    def test_busy_without_waiting_is_an_error_at_once(self):
        self.script(
            reply(
                429,
                {"error": "All accounts are busy", "executingJobs": ["x"], "code": 429},
                Retry_After="1",
            )
        )
        with self.assertRaises(SlotBusy) as raised:
            self.pool.take()
        self.assertEqual(raised.exception.executing_jobs, ("x",))
        self.assertEqual(raised.exception.retry_after, 1)
        self.assertEqual(len(self.server.takes()), 1)

    def test_busy_waits_as_long_as_the_service_says(self):
        self.script(reply(429, {"error": "busy"}, Retry_After="1"), granted())
        self.pool.take(wait=10).release()
        first, second = self.server.takes()
        self.assertGreaterEqual(second.at - first.at, 1)

    def test_busy_longer_than_the_caller_waits_is_an_error(self):
        self.script(reply(429, {"error": "busy"}, Retry_After="5"))
        begun = time.monotonic()
        with self.assertRaises(SlotBusy):
            self.pool.take(wait=2)
        self.assertLess(time.monotonic() - begun, 2)

    def test_unavailable_is_tried_again_without_waiting_for_a_slot(self):
        self.script(reply(503, {"error": "x"}, Retry_After="1"), granted())
        self.pool.take().release()
        self.assertEqual(len(self.server.takes()), 2)

    def test_unreachable_service_is_an_error_after_a_while(self):
        self.script(Cut)
        begun = time.monotonic()
        with self.assertRaises(Unavailable):
            self.pool.take()
        self.assertLess(time.monotonic() - begun, 7)
        self.assertGreater(len(self.server.takes()), 2)

    def test_errors_have_their_kinds(self):
        for status, kind in (
            (400, BadRequest),
            (401, Unauthorized),
            (402, PaymentRequired),
            (404, NotConfigured),
            (409, OutOfRotation),
        ):
            with self.subTest(status=status):
                self.script(reply(status, {"error": "E", "errorDetails": "D"}, X_Request_Id="r1"))
                with self.assertRaises(kind) as raised:
                    self.pool.take(wait=5)
                self.assertEqual(
                    (str(raised.exception), raised.exception.details, raised.exception.request_id),
                    ("E (D)", "D", "r1"),
                )

    def test_answer_that_comes_after_the_lease_is_confirmed_or_given_back(self):
        late = threading.Event()

        def on_take(request):
            if not late.is_set():
                late.set()
                time.sleep(0.7)
            return granted(seconds=5)

        self.server.on_take = on_take
        self.server.on_renew = lambda request: granted(seconds=5)
        slot = self.pool.take(lease=5)
        self.assertEqual(len(self.server.renewals()), 1)
        self.assertFalse(slot.lost.is_set())
        slot.release()

    def test_lease_that_has_nearly_run_out_when_it_is_got_is_renewed_first(self):
        self.script(Cut, granted(seconds=20))
        self.server.on_renew = lambda request: granted(seconds=60)
        slot = self.pool.take(lease=60)
        self.assertEqual(len(self.server.renewals()), 1)
        self.assertFalse(slot.lost.is_set())
        slot.release()

    def test_lease_that_has_ended_when_it_is_got_is_asked_for_again(self):
        self.script(granted(1, seconds=20), granted(2, seconds=60))
        self.server.on_renew = lambda request: reply(410, {"error": "Slot has ended"})
        slot = self.pool.take(lease=60)
        self.assertEqual(slot.slot, "slot-2")
        slot.release()

    def test_leases_that_always_come_too_late_are_an_error_and_are_released(self):
        self.script(granted(seconds=1))
        self.server.on_renew = lambda request: reply(410, {"error": "Slot has ended"})
        begun = time.monotonic()
        with self.assertRaises(Unavailable):
            self.pool.take(lease=60)
        self.assertLess(time.monotonic() - begun, 7)
        self.assertEqual(len(self.server.releases()), len(self.server.takes()))

    def test_busy_says_what_the_service_says(self):
        self.script(reply(429, {"error": "Too many requests are waiting"}, Retry_After="1"))
        with self.assertRaisesRegex(SlotBusy, "Too many requests are waiting"):
            self.pool.take()

    def test_token_that_no_header_can_hold_is_refused_and_not_shown(self):
        for wrong in ("", "api-token\n", "api token", "api-tokén"):
            with self.subTest(wrong), self.assertRaises(ValueError) as raised:
                Pool(self.server.url, wrong).subscription()
            self.assertNotIn("api", str(raised.exception))

    def test_bounds_are_checked(self):
        for wrong in ({"lease": 4}, {"lease": 3601}, {"max_hold": 1}):
            with self.subTest(wrong), self.assertRaises(ValueError):
                self.pool.take(**wrong)
        self.assertEqual(self.server.requests, [])

    def test_nothing_shows_a_secret(self):
        slot = self.pool.take()
        self.script(reply(401, {"error": "Unauthorized"}))
        with self.assertRaises(Unauthorized) as raised:
            self.pool.take()
        for shown in (slot, self.pool, raised.exception):
            for text in (repr(shown), str(shown)):
                self.assertNotIn("api-token", text)
                self.assertNotIn("whole-discord-token", text)
        slot.release()

    def test_pool_that_is_closed_releases_what_is_held_and_says_so(self):
        slot = self.pool.take()
        self.pool.close()
        self.assertTrue(slot.lost.is_set())
        self.assertEqual(slot.lost_reason, "closed")
        until(lambda: len(self.server.releases()) == 1)


if __name__ == "__main__":
    unittest.main()
