"""Where contracts stand: hours owed, hours that count, gaps (INDICATORS §4)."""
