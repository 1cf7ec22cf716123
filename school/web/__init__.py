"""The web kit: forms, filters, errors, language, security headers, navigation."""
