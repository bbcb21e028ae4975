"""Faults: processes that are killed, servers that go away, disks that are full. Short here, long with ``make soak``."""
