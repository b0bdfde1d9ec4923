"""What can be asked by a profile: the trainings that suit a person, and why."""
