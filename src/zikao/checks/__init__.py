"""The three checks: measure, judge, report.

Every check takes the loaded rulebooks and `province/item` and returns a `zikao.report.Report`. Nothing is
kept, and nothing here reads the clock once `Circumstances` name a moment. Names are imported from their
modules: whoever checks answers loads nothing that portraits or archives need.
"""
