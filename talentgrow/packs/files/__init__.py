"""Read the files of ROME and ESCO, as their publishers give them out; pure."""
