"""What the night does with campaigns, nominations and pools."""
