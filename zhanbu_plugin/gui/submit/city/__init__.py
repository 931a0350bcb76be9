"""The city's side of the page 报送: packages of several counties, spot check, opinion and return (市级核查)."""
