"""Every store and every question, on real engines."""
