"""The JSON API for programs: the same questions, services and policies as the pages."""
