"""The pages of the trades, family by family."""
