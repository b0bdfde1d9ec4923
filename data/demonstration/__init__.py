"""The demonstration: 740 invented trainings and their year, with the counts printed for 2019."""

from data.demonstration.catalogue import formations
from data.demonstration.reports import load_year

__all__ = ["formations", "load_year"]
