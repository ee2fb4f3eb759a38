"""The skill catalogue, and what people can do."""
