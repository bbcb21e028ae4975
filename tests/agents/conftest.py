"""The sample, as the REST tests have it."""

from tests.api.conftest import embedded, sample_settings

__all__ = ["embedded", "sample_settings"]
