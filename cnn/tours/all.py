"""Every tour, in the order in which they are offered."""

from cnn.tours.lessons import convolution
from cnn.tours.tour import Tour

TOURS: dict[str, Tour] = {module.TOUR.name: module.TOUR for module in (convolution,)}
