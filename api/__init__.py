"""The outer ring: settings, the REST API, the ``zerentu`` command and exports."""
