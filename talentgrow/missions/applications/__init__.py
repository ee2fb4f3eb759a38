"""Applications to missions: both sides of them."""
