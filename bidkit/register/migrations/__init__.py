"""The migrations of the register's database, run by `bidkit.register.opening`."""
