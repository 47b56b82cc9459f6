"""Forecasts by statsmodels, with Sweden's holidays."""

from assistant.adapters.forecasting.forecaster import CalendarForecaster

__all__ = ["CalendarForecaster"]
