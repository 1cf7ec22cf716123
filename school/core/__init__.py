"""What every feature stands on; nothing here knows Flask."""
