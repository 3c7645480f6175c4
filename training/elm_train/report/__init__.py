"""What a person reads about a bundle: its card, and unpicked narrations."""
