"""The kit for paper and figures: typeface, styles, pages, tables, charts and their SVG."""
