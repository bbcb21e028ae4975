"""What the address of a store says: its engine, and who signs in."""

import pytest

from graph.errors import StoreUrlError
from graph.store.protocol import StoreOptions
from graph.store.registry import split_credentials

OPTIONS = StoreOptions(user="clerk", password="100%25 sure")


def test_what_the_address_says_comes_first_and_is_unquoted() -> None:
    """A password with an @ stands percent-encoded in an address, which goes on without it."""
    assert split_credentials("bolt://ann:p%40ss@graph.example:7687", OPTIONS) == (
        "bolt://graph.example:7687",
        ("ann", "p@ss"),
    )


@pytest.mark.parametrize(("url", "user"), [("bolt://graph.example", "clerk"), ("bolt://ann@graph.example", "ann")])
def test_a_password_from_the_settings_is_taken_as_it_is(url: str, user: str) -> None:
    """Only an address is percent-encoded: the settings' password may hold a percent sign."""
    assert split_credentials(url, OPTIONS) == ("bolt://graph.example", (user, "100%25 sure"))


def test_an_address_that_cannot_be_read_is_said_to_be() -> None:
    """A bracket that is never closed is no host."""
    with pytest.raises(StoreUrlError, match="cannot be read"):
        split_credentials("bolt://[::1", OPTIONS)
