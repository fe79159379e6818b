"""Attribution: what of the difference between two scenarios is due to whom."""
