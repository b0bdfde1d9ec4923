"""The providers' desk: their trainings' yearly reports."""
