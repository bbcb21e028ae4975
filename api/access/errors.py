"""Why a request is refused before it is answered.

    ZerentuError
    ├── RefusedError
    │   ├── KeyInAddressError   a key stands in the address, where logs and histories keep it
    │   ├── KeyMissingError     a key is needed and none is given
    │   ├── KeyRefusedError     the key is unknown or revoked
    │   ├── RoleError           the key is in order, but allows less
    │   ├── WrongHostError      the request is for a name that is not this service's
    │   ├── BodyTooLargeError, BodyTooSlowError
    │   └── TooManyRequestsError
    └── StoreError
        └── ServiceFileError    the file of keys, jobs and the audit log cannot be used

``api.problems`` says which answer each of them is, with which headers.
"""

from graph.errors import StoreError, ZerentuError


class RefusedError(ZerentuError):
    """A request that is not answered."""


class KeyInAddressError(RefusedError):
    """A key stands in the address of the request."""

    def __init__(self) -> None:
        super().__init__(
            "the address holds a key, which logs and histories may have kept: revoke it (zerentu key revoke), and send "
            "the next one as `Authorization: Bearer …`"
        )


class KeyMissingError(RefusedError):
    """A key is needed, and none is given."""


class KeyRefusedError(RefusedError):
    """The key that is given is unknown or revoked."""

    def __init__(self) -> None:
        super().__init__("this key is unknown or revoked: ask an administrator for another (zerentu key create)")


class RoleError(RefusedError):
    """The key that is given does not allow this."""


class WrongHostError(RefusedError):
    """The request names a host that is not this service."""


class BodyTooLargeError(RefusedError):
    """The body of a request is larger than it may be."""


class BodyTooSlowError(RefusedError):
    """The body of a request does not arrive in time."""


class TooManyRequestsError(RefusedError):
    """More requests than one caller may send in a time."""

    def __init__(self, message: str, retry_seconds: int) -> None:
        super().__init__(message)
        self.retry_seconds = retry_seconds


class ServiceFileError(StoreError):
    """The service file cannot be read or written."""
