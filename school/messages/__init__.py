"""Messages to people: by mail or SMS, in their language, at the pace they chose."""
