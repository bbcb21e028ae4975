"""What each command of ``zerentu`` does; ``api.cli`` declares the options and imports a module here when it is used."""
