"""Coverage-guided fuzzing of the readers with atheris, by hand: ``python -m tests.fuzz docx 180``.

pytest collects nothing here. ``seeds`` are small documents of every format, ``mutations`` change words and XML and not
only bytes, ``__main__`` reads what comes of it and keeps each input that anything but ``ZerentuError`` comes out of.
"""
