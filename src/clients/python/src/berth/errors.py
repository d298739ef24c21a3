"""The errors that callers of the client get."""

from __future__ import annotations

from typing import Any, Mapping, Optional


class BerthError(Exception):
    """The service refused a request, or could not be reached.

    status: the HTTP status; 0 when there was no answer.
    details: what the service adds for people, or None.
    request_id: the id by which the service's log knows the request, or None.
    retry_after: seconds after which a repetition makes sense, or None.
    """

    def __init__(
        self,
        message: str,
        status: int = 0,
        details: Optional[str] = None,
        request_id: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(message if details is None else f"{message} ({details})")
        self.status = status
        self.details = details
        self.request_id = request_id
        self.retry_after = retry_after


class BadRequest(BerthError):
    """A parameter is wrong, or Discord refuses the token that was posted (400)."""


class Unauthorized(BerthError):
    """The API token is unknown, or may not do this (401, 403)."""


class PaymentRequired(BerthError):
    """The subscription has expired, or allows no more accounts (402)."""


class NotConfigured(BerthError):
    """No account is configured, or not the one that was asked for (404)."""


class OutOfRotation(BerthError):
    """No account that fits can come back by itself; `details` says why (409)."""


class SlotBusy(BerthError):
    """All accounts were busy until the time to wait was over (429)."""

    executing_jobs: tuple[str, ...] = ()


class Unavailable(BerthError):
    """The service can't be reached, or asks to come back later (429, 5xx, no answer)."""


_BY_STATUS: Mapping[int, type[BerthError]] = {
    400: BadRequest,
    401: Unauthorized,
    402: PaymentRequired,
    403: Unauthorized,
    404: NotConfigured,
    409: OutOfRotation,
    429: Unavailable,
}


def error_of(
    status: int, body: Any, request_id: Optional[str], retry_after: Optional[float]
) -> BerthError:
    """The error that an answer stands for, whatever its body is."""
    fields = body if isinstance(body, dict) else {}
    kind = _BY_STATUS.get(status, Unavailable if status >= 500 else BerthError)
    return kind(
        str(fields.get("error", f"Status {status}")),
        status,
        fields.get("errorDetails"),
        request_id,
        retry_after,
    )


def busy_of(error: BerthError, body: Any) -> SlotBusy:
    """The error for a caller whose time to wait is over."""
    fields = body if isinstance(body, dict) else {}
    busy = SlotBusy(
        str(fields.get("error", "All accounts are busy")),
        error.status,
        error.details,
        error.request_id,
        error.retry_after,
    )
    busy.executing_jobs = tuple(str(job) for job in fields.get("executingJobs", []))
    return busy
