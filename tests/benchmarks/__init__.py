"""The benchmarks: what they measure with, and a tiny run of them."""
