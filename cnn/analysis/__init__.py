"""What follows from a network: shapes, parameters, multiplications, memory, what each layer sees, and what is wrong."""

from cnn.analysis.analysis import Analysis, NodeAnalysis, analyse, analysed_anew, problems_with_classes
from cnn.analysis.problems import Problem
from cnn.analysis.receptive_field import Span

__all__ = ["Analysis", "NodeAnalysis", "Problem", "Span", "analyse", "analysed_anew", "problems_with_classes"]
