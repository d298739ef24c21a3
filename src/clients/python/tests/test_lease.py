import threading
import time
import unittest

from berth import Lost
from berth.lease import Lease
from berth.slot import Slot

from .case import LeaseCase
from .server import Cut, renewed, reply, until


class KeptLeaseTest(LeaseCase):
    def test_lease_is_renewed_before_its_end_and_stays(self):
        with self.pool.slot(lease=5) as slot:
            until(lambda: len(self.server.renewals()) >= 4)
            self.assertFalse(slot.lost.is_set())
        first = self.server.renewals()[0]
        self.assertLess(first.at - self.server.takes()[0].at, 5 / 3 + 0.3)

    def test_all_slots_of_a_pool_are_renewed_together(self):
        slots = [self.pool.take(lease=5) for _ in range(3)]
        request = until(lambda: self.server.renewals() and self.server.renewals()[0])
        self.assertEqual(sorted(request.body["slots"]), ["slot-1", "slot-2", "slot-3"])
        self.assertNotIn("leaseSeconds", request.body)
        for slot in slots:
            slot.release()

    def test_renewals_that_fail_signal_the_loss_before_the_end(self):
        self.server.on_renew = self._cut
        self._lost_before_the_end(5)

    def test_renewal_that_hangs_signals_the_loss_before_the_end(self):
        hang = threading.Event()
        self.addCleanup(hang.set)

        def on_renew(request):
            hang.wait(30)
            raise Cut()

        self.server.on_renew = on_renew
        self._lost_before_the_end(5)

    def test_renewals_that_are_refused_signal_the_loss_before_the_end(self):
        self.server.on_renew = lambda request: reply(503, {"error": "x"}, Retry_After="1")
        self._lost_before_the_end(5)

    def _cut(self, request):
        raise Cut()

    def _lost_before_the_end(self, lease):
        called = threading.Event()
        with self.pool.slot(lease=lease) as slot:
            slot.on_lost(called.set)
            taken = self.server.takes()[0].at
            self.assertTrue(slot.lost.wait(lease))
            self.assertLess(time.monotonic() - taken, lease)
            self.assertGreater(time.monotonic() - taken, lease / 2)
            self.assertEqual(slot.lost_reason, "unrenewed")
            self.assertTrue(called.wait(1))

    def test_renewal_that_succeeds_after_failures_keeps_the_slot(self):
        def on_renew(request):
            if len(self.server.renewals()) < 3:
                raise Cut()
            return renewed(request.body["slots"], 5)

        self.server.on_renew = on_renew
        with self.pool.slot(lease=5) as slot:
            self.assertFalse(slot.lost.wait(6))

    def test_lease_that_has_ended_is_lost_at_once(self):
        self.server.on_renew = lambda request: renewed([], 5, tuple(request.body["slots"]))
        with self.pool.slot(lease=5) as slot:
            self.assertTrue(slot.lost.wait(4))
            self.assertEqual(slot.lost_reason, "ended")
        self.assertEqual(self.server.releases(), [])

    def test_answer_of_no_sense_does_not_end_the_renewals(self):
        def on_renew(request):
            if len(self.server.renewals()) == 1:
                return reply(200, {"renewed": [{"nonsense": 1}]})
            return renewed(request.body["slots"], 5)

        self.server.on_renew = on_renew
        with self.pool.slot(lease=5) as slot:
            self.assertFalse(slot.lost.wait(6))

    def test_max_hold_ends_the_renewals(self):
        with self.pool.slot(lease=5, max_hold=7) as slot:
            begun = self.server.takes()[0].at
            self.assertTrue(slot.lost.wait(8))
            self.assertEqual(slot.lost_reason, "max_hold")
            self.assertGreater(time.monotonic() - begun, 4)
            self.assertLess(time.monotonic() - begun, 7)

    def test_max_hold_below_the_lease_shortens_the_lease(self):
        with self.pool.slot(lease=300, max_hold=20) as slot:
            self.assertFalse(slot.lost.is_set())
        self.assertEqual(self.server.takes()[0].body["leaseSeconds"], 20)

    def test_renewal_that_hangs_once_is_tried_again_in_time(self):
        hang = threading.Event()
        self.addCleanup(hang.set)

        def on_renew(request):
            if len(self.server.renewals()) == 1:
                hang.wait(30)
                raise Cut()
            return renewed(request.body["slots"], 5)

        self.server.on_renew = on_renew
        with self.pool.slot(lease=5) as slot:
            self.assertFalse(slot.lost.wait(6))

    def test_callback_after_the_loss_is_called_at_once(self):
        self.server.on_renew = lambda request: renewed([], 5, tuple(request.body["slots"]))
        called = threading.Event()
        with self.pool.slot(lease=5) as slot:
            self.assertTrue(slot.lost.wait(4))
            slot.on_lost(called.set)
            self.assertTrue(called.wait(1))


class LossTest(unittest.TestCase):
    """What threads see of a loss that they find at the same time."""

    def test_wait_looks_at_the_clock_when_it_ends(self):
        looks = []

        def check():
            looks.append(1)
            if len(looks) > 1:  # the process was stopped meanwhile
                lost.set()

        lost = Lost(check)
        self.assertTrue(lost.wait(0.01))

    def test_thread_that_finds_a_reason_finds_the_event(self):
        answer = {"slot": "slot-1", "channel": "1000", "fence": 1, "leasedUntil": ""}
        slot = Slot(None, answer, Lease(time.monotonic() - 60, 5, 5, None))
        setting = threading.Event()
        set_at_once = slot.lost.set

        def set_slowly():
            setting.set()
            time.sleep(0.2)
            set_at_once()

        slot.lost.set = set_slowly
        watcher = threading.Thread(target=slot._check)
        watcher.start()
        setting.wait(5)
        self.assertTrue(slot.lost.is_set())
        watcher.join()

    def test_failed_renewals_are_tried_again_less_and_less_often(self):
        lease = Lease(1000.0, 300, 300, None)
        pauses = []
        for _ in range(6):
            lease.retry(1000.0)
            pauses.append(lease.renew_at - 1000)
        self.assertLess(pauses[0], 0.7)
        self.assertGreater(pauses[-1], 9)
        lease.retry(lease.lost_at - 2)
        self.assertLess(lease.renew_at, lease.lost_at - 1)


if __name__ == "__main__":
    unittest.main()
