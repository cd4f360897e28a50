"""Says what this Python can do."""

import importlib.util
import platform


def mean(numbers):
    """The arithmetic mean; numpy computes it where it is installed."""
    if not numbers:
        raise ValueError("the mean of no numbers is undefined")
    if importlib.util.find_spec("numpy"):
        import numpy

        return float(numpy.mean(numbers))
    return sum(numbers) / len(numbers)


def main():
    print(f"Hello from Python {platform.python_version()}")
    print(f"The mean of 1, 2, 3, 4 is {mean([1, 2, 3, 4])}")
    for library in ("numpy", "pandas"):
        print(f"{library}: {'installed' if importlib.util.find_spec(library) else 'not installed'}")


if __name__ == "__main__":
    main()
