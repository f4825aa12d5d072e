"""How much one process may use, so that a diagram that runs wild stops as an incident."""

MAX_STEPS = 10_000  #: elements passed in one step
MAX_SECONDS = 5  #: of CPU for one step, looked at before each element; a busy machine does not count
MAX_TOKENS = 5_000  #: places where one instance is at the same time
MAX_REPEATS = 1_000  #: instances of one multi-instance activity; rounds of a standard loop are not limited
WIDE = 50  #: from so many instances on, those of a parallel multi-instance activity are kept one by one
MAX_SCOPES = 1_050  #: sub-processes and called processes open at the same time: one repetition and its kin
MAX_NESTING = 25  #: sub-processes and called processes inside each other
MAX_SNAPSHOT = 4_000_000  #: bytes
