"""Trainings kept by a reader without account: list, comparison, paper, files."""
