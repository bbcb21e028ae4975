"""The notebooks, executed, and what they are made of: the magic, fonts, tables."""
