"""Where a contract will stand: plans, pace, scenarios, and how good earlier forecasts were."""
