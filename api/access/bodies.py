"""The body of a request while it arrives: never more than it may have, and not drop by drop."""

import asyncio
import time
from dataclasses import dataclass

from starlette.types import Message, Receive, Scope

from api.access.errors import BodyTooLargeError, BodyTooSlowError, RefusedError

_SLOWEST_BYTES_A_SECOND = 65536


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """How large a body may be; and how long it may take: so many seconds, and one more for each 64 KB that came."""

    most_bytes: int
    seconds: float


class Body:
    """Receives what the server receives, and refuses a body that breaks the limits; ``refusal`` then says why.

    While it is not ``is_whole``, more of it is on its way.
    """

    def __init__(self, receive: Receive, scope: Scope, limits: BodyLimits) -> None:
        self._receive = receive
        self._limits = limits
        self._began = time.monotonic()
        self._bytes = 0
        self.is_whole = False
        self.is_abandoned = False
        self.refusal: RefusedError | None = None
        if said_length(scope) > limits.most_bytes:
            self.refusal = self._too_large()

    async def receive(self) -> Message:
        """Return the next part.

        Raises:
            RefusedError: there is none that may be read.
        """
        if self.refusal:
            raise self.refusal
        if self.is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._seconds_left()):
                message = await self._receive()
        except TimeoutError as error:
            self.refusal = BodyTooSlowError(
                f"the body has not arrived after {time.monotonic() - self._began:.0f} s: send it at once, or faster"
            )
            raise self.refusal from error
        self._note(message)
        return message

    def _note(self, message: Message) -> None:
        self._bytes += len(message.get("body", b""))
        self.is_abandoned = message["type"] == "http.disconnect"
        self.is_whole = not message.get("more_body", False)
        if self._bytes > self._limits.most_bytes:
            self.refusal = self._too_large()
            raise self.refusal

    def _seconds_left(self) -> float:
        allowed = self._limits.seconds + self._bytes / _SLOWEST_BYTES_A_SECOND
        return max(0.0, self._began + allowed - time.monotonic())

    def _too_large(self) -> BodyTooLargeError:
        return BodyTooLargeError(f"the body has more than {self._limits.most_bytes / 2**20:.0f} MB, the most it may")


def expects_body(scope: Scope) -> bool:
    """Say whether a body comes with a request."""
    return said_length(scope) > 0 or any(name == b"transfer-encoding" for name, _ in scope["headers"])


def said_length(scope: Scope) -> int:
    """Return how large the body is as the request says, 0 where it does not."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(said) if said.isdigit() else 0
