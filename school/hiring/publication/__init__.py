"""What may be published of the indicators, and what must stay hidden (INDICATORS §3)."""
