"""Action plans of contracts: what is done to reach the hours, by whom, until when."""
