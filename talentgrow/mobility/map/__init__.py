"""The mobility map: what its page, its table, its panel and its files say."""
