"""The catalogue of questions that the graph answers."""

from queries.catalogue import ask, names, question, questions
from queries.model import Answer, Parameter, Question, Words

__all__ = ["Answer", "Parameter", "Question", "Words", "ask", "names", "question", "questions"]
