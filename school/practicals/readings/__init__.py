"""« Read this trace »: the keys of trainers, and what apprentices read corrected against them."""
