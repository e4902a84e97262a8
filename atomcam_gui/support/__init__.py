"""What helps when something went wrong: a report to hand over, and what the last run left behind."""
