"""How much one process may use, so that a diagram that runs wild stops as an incident."""

MAX_STEPS = 2_000  #: elements passed in one step
MAX_TOKENS = 500  #: places where one instance is at the same time
MAX_REPEATS = 200  #: instances of one multi-instance activity
MAX_SCOPES = 60  #: sub-processes and called processes open at the same time
MAX_SNAPSHOT = 4_000_000  #: bytes
