"""Suggestions measured: simulated learners, what they would really like, plain engines, truth."""
