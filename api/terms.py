"""From settings to what the gate and the loads go by."""

from api.access.bodies import BodyLimits
from api.access.gate import Terms as GateTerms
from api.access.hosts import Hosts, is_loopback
from api.access.rates import Rate
from api.loads import Terms as LoadTerms
from api.settings import Settings

_RATE = "12000/minute"
_FORM_BYTES = 65536
"""What a form has around the file: its borders and headers."""


def gate_terms(settings: Settings) -> GateTerms:
    """Return on what terms requests are let in."""
    hosts = Hosts(settings.host, settings.allowed_hosts.split(","))
    body = BodyLimits(file_bytes(settings) + _FORM_BYTES, settings.body_seconds)
    rate, refusals = Rate(settings.rate_limit or _RATE), Rate(settings.refusal_limit)
    return GateTerms(hosts, rate, settings.rate_limit is None, refusals, body, reads_need_key(settings))


def load_terms(settings: Settings) -> LoadTerms:
    """Return how many documents are loaded at a time, and what each may take."""
    return LoadTerms(settings.uploads.at_once, settings.uploads.waiting, settings.read.limits())


def reads_need_key(settings: Settings) -> bool | None:
    """Say whether reading needs a key; None where only that of other machines does."""
    if settings.public_read is not None:
        return not settings.public_read
    return None if is_loopback(settings.host) else True


def file_bytes(settings: Settings) -> int:
    """Return how large an uploaded file may be."""
    return settings.body_mb * 2**20
