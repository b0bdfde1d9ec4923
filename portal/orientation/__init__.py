"""The learner's questionnaire and the suggestions with their reasons."""
