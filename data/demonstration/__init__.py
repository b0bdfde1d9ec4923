"""The demonstration catalogue: 740 invented trainings whose counts are those of 2019."""

from data.demonstration.catalogue import formations

__all__ = ["formations"]
