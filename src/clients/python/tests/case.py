import unittest

from berth import Pool

from .server import ScriptedServer, renewed


class LeaseCase(unittest.TestCase):
    """A server that renews leases of five seconds, and a pool of its slots."""

    def setUp(self) -> None:
        self.server = ScriptedServer()
        self.addCleanup(self.server.close)
        self.server.on_renew = lambda request: renewed(request.body["slots"], 5)
        self.pool = Pool(self.server.url, "api-token")
        self.addCleanup(self.pool.close)
