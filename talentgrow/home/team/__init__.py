"""The page of a manager: what they owe, how their people are, and what the team can do."""
