"""The model of responsibility: schema, names, batches and the stores that hold them."""

from graph.errors import ZerentuError
from graph.model import Batch, Edge, Node

__version__ = "0.1.0"
__all__ = ["Batch", "Edge", "Node", "ZerentuError", "__version__"]
