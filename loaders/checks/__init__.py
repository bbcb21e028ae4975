"""What a supervision office asks about a draft before it goes out: checks of its tasks, and the rules that they have.

findings = check(extraction)
"""

from loaders.checks.registry import check, with_checks
from loaders.checks.rules import Rule, all_rules, check_rules, place_in_chinese

__all__ = ["Rule", "all_rules", "check", "check_rules", "place_in_chinese", "with_checks"]
