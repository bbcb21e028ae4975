"""Finished answers in memory: never more than allowed, and only of one version."""

from api.answer_cache import Answer, AnswerCache


def answer(size: int) -> Answer:
    """An answer with a body of so many bytes."""
    return Answer(200, (), bytes(size))


def test_the_cache_never_holds_more_than_it_may() -> None:
    """Forty answers of 20 kB go into 400 kB: the latest of them stay."""
    cache = AnswerCache(400_000)
    cache.get("v1", "")

    for number in range(40):
        cache.keep("v1", number, answer(20_000))
        assert cache.bytes <= 400_000

    assert cache.get("v1", 39)
    assert cache.get("v1", 0) is None
    assert len(cache) == 18


def test_what_was_asked_for_last_stays() -> None:
    """The one that nobody wanted for longest goes first."""
    cache = AnswerCache(200_000)
    cache.get("v1", "")
    for number in range(9):
        cache.keep("v1", number, answer(20_000))

    cache.get("v1", 0)
    cache.keep("v1", "next", answer(20_000))

    assert cache.get("v1", 0)
    assert cache.get("v1", 1) is None


def test_a_single_answer_takes_an_eighth_at_most() -> None:
    """A large one would push out all the others."""
    cache = AnswerCache(800_000)
    cache.get("v1", "")

    cache.keep("v1", "large", answer(100_001))
    cache.keep("v1", "small", answer(90_000))

    assert cache.get("v1", "large") is None
    assert cache.get("v1", "small")


def test_another_version_drops_everything() -> None:
    """Also an answer of the old one that comes late is not kept."""
    cache = AnswerCache(800_000)
    cache.get("v1", "")
    cache.keep("v1", "tasks", answer(10))

    assert cache.get("v2", "tasks") is None
    cache.keep("v1", "late", answer(10))
    assert (len(cache), cache.bytes) == (0, 0)


def test_a_cache_of_no_bytes_keeps_nothing() -> None:
    """ZERENTU_ANSWER_CACHE_MB=0 switches it off."""
    cache = AnswerCache(0)
    cache.get("v1", "")

    cache.keep("v1", "tasks", answer(1))

    assert len(cache) == 0
