"""What every certificate has in common: its sheet, its code, and how one is checked."""
