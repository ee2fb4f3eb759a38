"""Campaigns in which talents are nominated, the voice of the nominees, decisions and pools."""
