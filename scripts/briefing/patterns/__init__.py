"""The patterns behind `extract`, one room a kind. Each is pure: text in, findings out."""
