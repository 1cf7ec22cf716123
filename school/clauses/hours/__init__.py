"""Hours worked for a contract: declared, validated, rejected, taken back."""
