"""The accounts of everybody, for administrators."""
