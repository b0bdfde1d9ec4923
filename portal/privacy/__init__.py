"""What the portal counts, said to whom it counts."""
