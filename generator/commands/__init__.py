"""The commands, one a module. Only they print, ask and exit."""
