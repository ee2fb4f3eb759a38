"""The mobility graph, the map that HR reads and the paths that people take."""
