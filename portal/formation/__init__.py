"""The page of one training."""
