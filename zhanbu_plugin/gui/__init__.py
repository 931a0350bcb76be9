"""The desktop face: panels, models, map tools. The only place that knows ``iface``."""
