"""A year that nobody has lived: lifelike traffic for a demonstration, made by the domain's own rules.

Nothing here is measured in Linköping. Every number that shapes the traffic is a named constant whose docstring says
where it is from, or that it is assumed (docs/adr/0033).
"""
