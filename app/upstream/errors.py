"""What can go wrong between a municipality and the definitions of the consortium."""


class NotShared(LookupError):
    """The consortium has no such definition."""


class NotFollowing(LookupError):
    """The municipality does not follow this definition of the consortium."""


class AlreadyFollowing(Exception):
    """The municipality follows this definition already."""


class NothingOffered(LookupError):
    """There is no newer version of the consortium to decide about."""


class UpdateDrafted(Exception):
    """This update has become a draft already. Go on with the draft, or discard it and begin again."""


class QuestionsOpen(Exception):
    """There are questions without an answer. Answer them all first: nothing is decided by itself."""


class WhyMissing(ValueError):
    """Say why, in a few words: whoever asks next will be glad of it."""


class NoSuchProposal(LookupError):
    """There is no such proposal, or it was made to somebody else."""


class ProposalDecided(Exception):
    """This proposal is decided. What was said of it stays as it was."""


class NothingChosen(ValueError):
    """Choose at least one change to propose."""


class TitleMissing(ValueError):
    """Give the proposal a title."""


class WordsMissing(ValueError):
    """Write what you want to say."""
