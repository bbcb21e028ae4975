"""Benchmarks: what zerentu takes, as ratios against named rivals in the same run.

python -m benchmarks --quick

Every figure stands beside that of a rival which did the same work on the same machine moments before or after:
hand-written NetworkX, py2neo, a bare loop over the driver, the raw statements, a plain walk over the XML. No time of
its own decides anything; what the figures were on one machine is in ``docs/reference/benchmarks.md``.
"""
