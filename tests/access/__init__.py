"""Who may do what, and writing over HTTP."""
