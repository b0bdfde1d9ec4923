"""Mail about what is new in saved searches, and the way to stop it."""
