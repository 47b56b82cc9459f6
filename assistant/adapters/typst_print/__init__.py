"""Reports set by Typst (docs/adr/0035)."""

from assistant.adapters.typst_print.printer import TypstPrinter

__all__ = ["TypstPrinter"]
