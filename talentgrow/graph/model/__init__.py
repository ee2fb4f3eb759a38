"""What a mobility graph is built of: moves, signals, prior, arrays and how they are stored."""
