"""This computer as a camera sees it: addresses, firewall, WiFi, remembered networks."""
