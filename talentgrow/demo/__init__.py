"""The demo company Hélianne, which makes pumps and water networks since 1934."""
