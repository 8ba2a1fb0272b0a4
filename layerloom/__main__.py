"""`python -m layerloom …` does what `layerloom …` does."""

import sys

from layerloom import main

if __name__ == "__main__":
    sys.exit(main())
