"""Signing in and out: passwords, mailed links, limits, and what keeps a page to its readers."""
