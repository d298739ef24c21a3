"""Requests to the service, over connections of their own."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from dataclasses import dataclass
from typing import Any, Mapping, Optional
from urllib.parse import urlsplit

from .errors import BerthError, error_of


class NoAnswer(Exception):
    """There was no answer, or none of HTTP: the request may have been carried out or not."""


class Cancelled(Exception):
    """The caller has cancelled the request."""


@dataclass(frozen=True)
class Answer:
    """An answer of any status. `body` is None when it is empty or no JSON."""

    status: int
    body: Any
    request_id: Optional[str]
    retry_after: Optional[float]

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def error(self) -> BerthError:
        return error_of(self.status, self.body, self.request_id, self.retry_after)


class Cancellation:
    """Cancels a request from another thread: the connection is shut, so the service notices."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: Optional[socket.socket] = None
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        with self._lock:
            self.cancelled.set()
            if self._socket is not None:
                _shut(self._socket)

    def watch(self, connection: Optional[socket.socket]) -> None:
        """Shuts this connection when the request is cancelled; None when there is none any more."""
        with self._lock:
            self._socket = connection
            if connection is not None and self.cancelled.is_set():
                _shut(connection)


def _shut(connection: socket.socket) -> None:
    try:
        # not the method of ssl.SSLSocket: after it, a thread that is sending goes on in the clear
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
    except OSError:
        pass  # it is closed already


class Http:
    """Sends requests with the API token, each on a connection of its own."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("url must be http://host[:port] or https://host[:port]")
        # checked here, since the error of http.client would show the token
        if not token or not all("!" <= letter <= "~" for letter in token):
            raise ValueError("token must be visible ASCII, without blanks or line ends")
        self._secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port
        self._prefix = parts.path.rstrip("/")
        self._token = token

    def __repr__(self) -> str:
        return f"Http({self._host!r})"

    def send(
        self,
        method: str,
        path: str,
        body: Optional[Mapping[str, Any]] = None,
        headers: Optional[Mapping[str, str]] = None,
        timeout: float = 10,
        cancellation: Optional[Cancellation] = None,
    ) -> Answer:
        """Sends a request.

        timeout: seconds without a byte of the answer.
        Raises NoAnswer, or Cancelled.
        """
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=timeout)
        sent = {"Authorization": "Bearer " + self._token, **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            connection.connect()
            if cancellation is not None:
                cancellation.watch(connection.sock)
            payload = None if body is None else json.dumps(body).encode()
            connection.request(method, self._prefix + path, payload, sent)
            response = connection.getresponse()
            return _answer(response, response.read())
        except (OSError, http.client.HTTPException) as failure:
            if cancellation is not None and cancellation.cancelled.is_set():
                raise Cancelled() from None
            # only the class: the text of the failure may quote the request
            raise NoAnswer(type(failure).__name__) from None
        finally:
            if cancellation is not None:
                cancellation.watch(None)
            connection.close()


def _answer(response: http.client.HTTPResponse, content: bytes) -> Answer:
    try:
        body = json.loads(content) if content else None
    except ValueError:
        body = None  # of a proxy
    return Answer(
        response.status,
        body,
        response.getheader("X-Request-Id"),
        _seconds(response.getheader("Retry-After")),
    )


def _seconds(value: Optional[str]) -> Optional[float]:
    return float(value) if value is not None and value.isdigit() else None
