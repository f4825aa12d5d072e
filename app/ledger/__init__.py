"""The ledger: what the municipalities reused, adapted and declined, why, and what that may have saved."""
