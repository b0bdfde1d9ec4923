"""The families of trades."""
