"""The first page: three ways in."""
