"""The hiring indicators: what is asked, counted and computed (INDICATORS §1 to §3)."""
