"""A server for tests that answers what the test says."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Optional


class Request:
    """A request that the server has got."""

    def __init__(self, method: str, path: str, headers: Any, body: Any) -> None:
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.at = time.monotonic()


class Cut(Exception):
    """Closes the connection without an answer."""


Reply = tuple[int, Any, dict[str, str]]


def reply(status: int, body: Any = None, **headers: str) -> Reply:
    return status, body, {name.replace("_", "-"): value for name, value in headers.items()}


def granted(number: int = 1, seconds: int = 300) -> Reply:
    """A slot."""
    return reply(
        201,
        {
            "slot": f"slot-{number}",
            "channel": "1000",
            "discord": "whole-discord-token",
            "fence": number,
            "grantedAt": "2026-01-01T00:00:00Z",
            "leasedUntil": "2026-01-01T00:01:00Z",
            "leaseSeconds": seconds,
        },
    )


def renewed(slots: list[str], seconds: int, ended: tuple[str, ...] = ()) -> Reply:
    """Renewed slots, and some that had ended."""
    return reply(
        200,
        {
            "renewed": [
                {"slot": one, "leasedUntil": "2026-01-01T00:02:00Z", "leaseSeconds": seconds}
                for one in slots
            ],
            "ended": list(ended),
        },
    )


class ScriptedServer:
    """Answers takes, renewals and releases by functions that a test replaces."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.on_take: Callable[[Request], Reply] = lambda request: granted(
            len(self.takes()), request.body["leaseSeconds"]
        )
        self.on_renew: Callable[[Request], Reply] = lambda request: renewed(
            request.body["slots"], 60
        )
        self.on_release: Callable[[Request], Reply] = lambda request: reply(204)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *message: Any) -> None:
                pass

            def _any(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                content = self.rfile.read(length)
                body = json.loads(content) if content else None
                request = Request(self.command, self.path, self.headers, body)
                outer.requests.append(request)
                try:
                    status, answer, headers = outer._answer(request)
                except Cut:
                    self.close_connection = True
                    return
                payload = b"" if answer is None else json.dumps(answer).encode()
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(payload)))
                    self.end_headers()
                    self.wfile.write(payload)
                except OSError:
                    pass  # the client has gone

            do_GET = do_POST = do_DELETE = _any

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def _answer(self, request: Request) -> Reply:
        if request.method == "DELETE":
            return self.on_release(request)
        if request.path.endswith("/renew"):
            return self.on_renew(request)
        return self.on_take(request)

    def of(self, method: str, end: str = "") -> list[Request]:
        """The requests with that method, whose path has that end."""
        return [
            one
            for one in self.requests
            if one.method == method and one.path.split("?")[0].endswith(end)
        ]

    def takes(self) -> list[Request]:
        return self.of("POST", "/midjourney")

    def renewals(self) -> list[Request]:
        return self.of("POST", "/renew")

    def releases(self) -> list[Request]:
        return self.of("DELETE")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def until(condition: Callable[[], Any], seconds: float = 10, what: Optional[str] = None) -> Any:
    """Waits for a condition, and returns its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.005)
    raise AssertionError(f"Not within {seconds} s: {what or condition}")
