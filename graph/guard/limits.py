"""What one guarded statement may be, take and answer, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit of the guard. What the engines were seen to bear, and why, is in docs/decisions/0008."""

    timeout_seconds: float = 5.0
    """From the moment that the statement is taken; then whatever runs is killed."""
    rows: int = 1000
    answer_bytes: int = 5_000_000
    """Of the rows as JSON; what comes after is cut off."""
    at_once: int = 4
    """How many statements run at a time; the next one is refused at once."""
    memory_bytes: int = 512 * 2**20
    """What the process of a statement may allot beside what it starts with."""
    statement_characters: int = 20_000
    parameter_bytes: int = 1_000_000
    """Of all parameters as JSON."""
    nesting: int = 40
    """Brackets of all kinds and CASE, each inside the other."""
    conditions: int = 60
    """How many of AND, OR, XOR and NOT: the time that a planner takes over them grows fast."""
    exclusive_conditions: int = 8
    """How many of XOR: the planner of Neo4j takes exponential time over them (20 held a server for minutes)."""
    tokens: int = 4000
    operators: int = 300
    """How many operators of all kinds."""
    clauses: int = 40
    """How many of MATCH, WITH, UNWIND, RETURN and CALL."""
    unions: int = 8
    blocks: int = 12
    """How many of EXISTS, COUNT, COLLECT and CALL with a statement in braces."""
    block_nesting: int = 4
    """How deep those may stand in each other: 19 EXISTS in each other held a server for minutes."""
    relationships: int = 20
    """How many relationship patterns."""
    joined_relationships: int = 10
    """How many of them before a WITH or RETURN: an engine weighs all orders in which they may be joined."""
    hops: int = 8
    """The most steps of a relationship pattern of variable length."""
    range_size: int = 100_000
    """How many numbers all calls of range() may give, multiplied with each other."""
    copies: int = 1000
    """How many times a value may come to stand in one that is built from it (Neo4j, which does not count that)."""

    def __post_init__(self) -> None:
        """Refuse limits that nothing could pass."""
        least = min(getattr(self, name) for name in self.__slots__)
        if least <= 0:
            raise ValueError("every limit is above 0")
