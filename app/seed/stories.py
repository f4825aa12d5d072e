"""Every story of the demonstration."""

from app.seed import stories_defect_report, stories_early_education, stories_street_works

STORIES = (*stories_early_education.STORIES, *stories_street_works.STORIES, *stories_defect_report.STORIES)
