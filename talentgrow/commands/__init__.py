"""The subcommands of `talentgrow`, one module each, loaded when called."""
