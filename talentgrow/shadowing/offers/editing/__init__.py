"""The pages on which hosts write their offer and lead its life."""
