"""What can be imported: the columns of each kind of file and what they may hold."""
