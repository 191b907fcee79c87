"""The three checks: measure, judge, report.

Every check takes the loaded rulebooks and `province/item` and returns a `zikao.report.Report`. Nothing is
kept, and nothing here reads the clock once `Circumstances` name a moment.
"""

from zikao.checks.answers import FactProblem, FactsInvalid
from zikao.checks.circumstances import HERE_AND_NOW, Circumstances, MeasuredOn
from zikao.checks.eligibility import check_eligibility
from zikao.checks.fit import CannotFitError, Fitted, can_fit, fit_photo
from zikao.checks.package import check_package, measure_package
from zikao.checks.photo import check_photo, look_at_photo, measure_photo
from zikao.checks.reporting import Known, report_from

__all__ = [
    "HERE_AND_NOW",
    "CannotFitError",
    "Circumstances",
    "FactProblem",
    "FactsInvalid",
    "Fitted",
    "Known",
    "MeasuredOn",
    "can_fit",
    "check_eligibility",
    "check_package",
    "check_photo",
    "fit_photo",
    "look_at_photo",
    "measure_package",
    "measure_photo",
    "report_from",
]
