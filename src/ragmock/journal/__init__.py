"""What the faked APIs were asked and answered: kept within bounds, found, shown, waited for."""
