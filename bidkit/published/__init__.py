"""Published tenders: what a file of open data says, as facts of a record, and what of it no field can hold."""
