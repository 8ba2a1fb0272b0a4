"""Every tour, in the order in which they are offered."""

from cnn.tours.lessons import (
    classics,
    convolution,
    field,
    inception,
    overfitting,
    own_images,
    pooling,
    sharing,
    skips,
    stride,
)
from cnn.tours.tour import Tour

_ORDER = (convolution, stride, pooling, sharing, field, inception, classics, skips, overfitting, own_images)

TOURS: dict[str, Tour] = {module.TOUR.name: module.TOUR for module in _ORDER}
