import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import unittest
from pathlib import Path

from berth import Lost, Pool
from berth.lease import Lease
from berth.slot import Slot

from .server import Cut, ScriptedServer, renewed, reply, until


class KeptLeaseTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = ScriptedServer()
        self.addCleanup(self.server.close)
        self.server.on_renew = lambda request: renewed(request.body["slots"], 5)
        self.pool = Pool(self.server.url, "api-token")
        self.addCleanup(self.pool.close)

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

    def test_release_sends_the_outcome_once(self):
        with self.pool.slot() as slot:
            slot.outcome("limited", retry_after=60)
            slot.release()
        self.assertEqual(
            [one.path for one in self.server.releases()],
            ["/v2/slots/midjourney/slot-1?outcome=limited&retryAfter=60"],
        )

    def test_outcome_that_makes_no_sense_is_refused(self):
        with self.pool.slot() as slot:
            for wrong in (("unknown",), ("limited",)):
                with self.assertRaises(ValueError):
                    slot.outcome(*wrong)

    def test_pause_is_sent_in_whole_seconds_and_never_shortened(self):
        for pause, sent in ((60.1 + 0.2, "61"), (-3.0, "1"), (1e-9, "1"), (2_592_000, "2592000")):
            with self.subTest(pause):
                with self.pool.slot() as slot:
                    slot.outcome("limited", retry_after=pause)
                self.assertTrue(
                    self.server.releases()[-1].path.endswith("&retryAfter=" + sent),
                    self.server.releases()[-1].path,
                )

    def test_pause_that_is_too_long_is_refused(self):
        with self.pool.slot() as slot:
            for wrong in (2_592_000.1, float("inf"), float("nan")):
                with self.subTest(wrong), self.assertRaises(ValueError):
                    slot.outcome("limited", retry_after=wrong)

    def test_release_goes_without_an_outcome_that_the_service_refuses(self):
        self.server.on_release = lambda request: reply(400 if "?" in request.path else 204)
        with self.pool.slot() as slot:
            slot.outcome("moderated", message="\0")
        self.assertEqual(len(self.server.releases()), 2)

    def test_release_never_raises_and_never_hides_the_error_of_the_block(self):
        for answer in (reply(404, {}), reply(410, {}), reply(400, {}), Cut):
            with self.subTest(answer=answer):
                def on_release(request, answer=answer):
                    if answer is Cut:
                        raise Cut()
                    return answer

                self.server.on_release = on_release
                with self.assertRaisesRegex(KeyError, "mine"):
                    with self.pool.slot(lease=5):
                        raise KeyError("mine")

    def test_release_is_repeated_when_its_answer_is_lost(self):
        def on_release(request):
            if len(self.server.releases()) == 1:
                raise Cut()
            return reply(204)

        self.server.on_release = on_release
        with self.pool.slot():
            pass
        self.assertEqual(len(self.server.releases()), 2)

    def test_nothing_is_renewed_after_the_release(self):
        with self.pool.slot(lease=5):
            until(lambda: self.server.renewals())
        released = self.server.releases()[0].at
        time.sleep(3)
        self.assertTrue(all(one.at < released for one in self.server.renewals()))

    def test_callback_after_the_loss_is_called_at_once(self):
        self.server.on_renew = lambda request: renewed([], 5, tuple(request.body["slots"]))
        called = threading.Event()
        with self.pool.slot(lease=5) as slot:
            self.assertTrue(slot.lost.wait(4))
            slot.on_lost(called.set)
            self.assertTrue(called.wait(1))

    def test_child_of_a_process_that_holds_a_slot_renews_its_own(self):
        program = textwrap.dedent(
            f"""
            import os
            from berth import Pool
            pool = Pool({self.server.url!r}, "api-token")
            held = pool.take(lease=300)
            child = os.fork()
            if child == 0:
                slot = pool.take(lease=5)
                os._exit(slot.lost.wait(6))
            print(os.waitpid(child, 0)[1], flush=True)
            """
        )
        self.assertEqual(self._run(program).communicate(timeout=20)[0], "0\n")

    def _run(self, program):
        source = str(Path(__file__).parents[1] / "src")
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": source},
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def test_process_that_was_stopped_sees_the_loss_before_anything_else(self):
        program = textwrap.dedent(
            f"""
            import sys, time
            from berth import Pool
            slot = Pool({self.server.url!r}, "api-token").take(lease=5)
            print("held", flush=True)
            begun = last = time.monotonic()
            while last - begun < 30:
                now = time.monotonic()
                if now - last > 1:
                    break
                last = now
            # the first thing after the pause
            print(slot.lost.is_set(), slot.lost_reason, flush=True)
            """
        )
        process = self._run(program)
        self.assertEqual(process.stdout.readline(), "held\n")
        process.send_signal(signal.SIGSTOP)
        time.sleep(5.5)
        process.send_signal(signal.SIGCONT)
        self.assertEqual(process.stdout.readline(), "True unrenewed\n")


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
