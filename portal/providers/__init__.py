"""The providers' desk: their trainings' yearly reports, and what their sheets tell and lack."""
