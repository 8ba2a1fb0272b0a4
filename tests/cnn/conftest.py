"""What all tests of the core share."""

from hypothesis import HealthCheck, settings

# the machine may be busy with other things: no example has a deadline
settings.register_profile("layerloom", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("layerloom")
