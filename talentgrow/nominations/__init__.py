"""Campaigns in which talents are proposed, the voice of the nominees, decisions and pools."""
