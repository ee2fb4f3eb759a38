"""Starter packs: public catalogues of jobs and skills, ROME and ESCO, to begin with."""
