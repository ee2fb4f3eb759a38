"""Lists as files, in the layout which the import reads back."""
