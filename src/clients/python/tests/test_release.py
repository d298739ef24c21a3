import time
import unittest

from .case import LeaseCase
from .server import Cut, reply, until


class ReleaseTest(LeaseCase):
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


if __name__ == "__main__":
    unittest.main()
