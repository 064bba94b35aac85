"""What customers' sentences mean."""
