import os
import signal
import subprocess
import sys
import textwrap
import time
import unittest
from pathlib import Path

from .case import LeaseCase


class ProcessTest(LeaseCase):
    """Processes that are forked, or stopped for longer than a lease."""

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


if __name__ == "__main__":
    unittest.main()
